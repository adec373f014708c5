/** Prints a table that can stand in docs/figures.md as it is. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const text = [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), '']
  process.stdout.write(`${text.join('\n')}\n`)
}

export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

export function percentile(values: readonly number[], percent: number): number {
  const ordered = values.toSorted((a, b) => a - b)
  return ordered[Math.min(ordered.length - 1, Math.floor((ordered.length * percent) / 100))] ?? 0
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en')

/** Milliseconds of each run, one after the other. */
export async function timesOf(
  runs: number,
  work: (run: number) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    await work(run)
    times.push(performance.now() - start)
  }
  return times
}

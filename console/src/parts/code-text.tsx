interface Props {
  readonly label: string
  readonly text: string
}

/** Text for machines, to read. */
export function CodeText({ label, text }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="code" tabIndex={0} aria-label={label}>
      <pre>{text}</pre>
    </section>
  )
}

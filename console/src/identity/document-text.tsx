import { CodeText } from '../parts/code-text.tsx'

interface Props {
  readonly label: string
  /** A policy document's JSON, as it is kept. */
  readonly text: string
}

export function DocumentText({ label, text }: Props) {
  return <CodeText label={label} text={indentedJson(text)} />
}

export function indentedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    // Shown as it is.
    return text
  }
}

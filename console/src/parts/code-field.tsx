import Textarea from '@cloudscape-design/components/textarea'

interface Props {
  readonly value: string
  readonly onChange: (text: string) => void
  readonly rows: number
  readonly label?: string
  readonly placeholder?: string
}

/** Text for machines: nothing corrects it, and every character is as wide. */
export function CodeField({ value, onChange, rows, label, placeholder = '' }: Props) {
  return (
    <div className="code-field">
      <Textarea
        value={value}
        onChange={({ detail }) => onChange(detail.value)}
        rows={rows}
        spellcheck={false}
        autoComplete={false}
        disableBrowserAutocorrect
        placeholder={placeholder}
        {...(label === undefined ? {} : { ariaLabel: label })}
      />
    </div>
  )
}

import type { ContextLookup } from './context.ts'

/** Text of a policy, cut at its variables: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export type Template = readonly TemplatePart[]

export type TemplatePart =
  /** As written: `*` and `?` are wildcards where the element has wildcards. */
  | { readonly kind: 'text'; readonly text: string }
  /** `${*}`, `${?}`, `${$}` */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string }

const VARIABLE = /\$\{([^}]*)\}/g
const NAME_AND_FALLBACK = /^([^,']*?)\s*(?:,\s*'([^']*)')?\s*$/

export function templateOf(text: string, hasVariables: boolean): Template {
  if (!hasVariables || !text.includes('${')) return [{ kind: 'text', text }]
  const parts: TemplatePart[] = []
  let end = 0
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    parts.push(variableOf(match[1] ?? ''))
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}

function variableOf(content: string): TemplatePart {
  if (content === '*' || content === '?' || content === '$')
    return { kind: 'literal', text: content }
  const [, name = content, fallback] = NAME_AND_FALLBACK.exec(content) ?? []
  const key = name.trim().toLowerCase()
  return { kind: 'variable', key, ...(fallback !== undefined && { fallback }) }
}

export function isConstant(template: Template): boolean {
  return template.every((part) => part.kind !== 'variable')
}

/** Whether the request has a value, or the policy a default, for every variable. */
export function canResolve(template: Template, lookup: ContextLookup): boolean {
  return template.every((part) => resolve(part, lookup) !== undefined)
}

/** What stands in a part's place. Multivalued keys cannot be variables. */
export function resolve(part: TemplatePart, lookup: ContextLookup): string | undefined {
  if (part.kind !== 'variable') return part.text
  const value = lookup(part.key)
  const single = typeof value === 'string' || value === undefined ? value : theOnly(value)
  return single ?? part.fallback
}

function theOnly(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined
}

/** The whole text, without wildcards. */
export function resolveText(template: Template, lookup: ContextLookup): string | undefined {
  let text = ''
  for (const part of template) {
    const resolved = resolve(part, lookup)
    if (resolved === undefined) return undefined
    text += resolved
  }
  return text
}

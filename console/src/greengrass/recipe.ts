import { isMap, LineCounter, parseDocument } from 'yaml'
import { jsonFault } from '../parts/json-fault.ts'

export type RecipeFormat = 'JSON' | 'YAML'

/** What is wrong with a recipe before anybody is asked; the server has the last word. */
export function recipeFaults(text: string, format: RecipeFormat): readonly string[] {
  const syntax = format === 'JSON' ? jsonFault(text) : undefined
  if (syntax !== undefined) return [syntax]
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const [error] = document.errors
  if (error) return [`Line ${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`]
  if (!isMap(document.contents)) return ['A recipe is a map of members.']
  return memberFaults(document.toJS() as Readonly<Record<string, unknown>>)
}

export function newRecipe(format: RecipeFormat): string {
  if (format === 'JSON') return `${JSON.stringify(template, undefined, 2)}\n`
  return YAML_TEMPLATE
}

const FORMAT_VERSION = '2020-01-25'

/** https://docs.aws.amazon.com/greengrass/v2/developerguide/component-recipe-reference.html */
function memberFaults(recipe: Readonly<Record<string, unknown>>): readonly string[] {
  const faults: string[] = []
  if (String(recipe['RecipeFormatVersion']) !== FORMAT_VERSION)
    faults.push(`RecipeFormatVersion must be "${FORMAT_VERSION}", as text.`)
  const { ComponentName: name, ComponentVersion: version, Manifests: manifests } = recipe
  if (typeof name !== 'string' || !/^[a-zA-Z0-9\-_.]{1,128}$/.test(name))
    faults.push('ComponentName must have 1 to 128 letters, digits, dashes, underscores and dots.')
  if (typeof version !== 'string' || !/^\d+\.\d+\.\d+([-+][\w.+-]+)?$/.test(version))
    faults.push('ComponentVersion must be a semantic version as text, such as "1.0.0".')
  if (!Array.isArray(manifests) || manifests.length === 0)
    faults.push('Manifests must be a list of at least one manifest.')
  return faults
}

const template = {
  RecipeFormatVersion: FORMAT_VERSION,
  ComponentName: 'com.example.HelloWorld',
  ComponentVersion: '1.0.0',
  ComponentDescription: 'Says hello.',
  ComponentPublisher: 'Example',
  ComponentConfiguration: { DefaultConfiguration: { Message: 'world' } },
  Manifests: [
    {
      Platform: { os: 'linux' },
      Lifecycle: { Run: 'echo "Hello {configuration:/Message}"' },
    },
  ],
}

const YAML_TEMPLATE = `RecipeFormatVersion: '${FORMAT_VERSION}'
ComponentName: com.example.HelloWorld
ComponentVersion: '1.0.0'
ComponentDescription: Says hello.
ComponentPublisher: Example
ComponentConfiguration:
  DefaultConfiguration:
    Message: world
Manifests:
  - Platform:
      os: linux
    Lifecycle:
      Run: echo "Hello {configuration:/Message}"
`

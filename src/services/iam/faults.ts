import { type Violation, violationMessage } from '../../wire/constraints.ts'
import { queryFaults } from '../query-faults.ts'
import type { ServiceFaults } from '../service.ts'
import { validationError } from './errors.ts'
import { iamModel } from './model.generated.ts'

const NAME_PATTERN = 'Member must satisfy regular expression pattern: [\\w+=,.@-]+'
const NAME_CHARACTERS = 'It must contain only alphanumeric characters and/or the following: +=,.@_-'

const pathCharacters: Readonly<Record<string, string>> = {
  path: 'It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  newPath:
    'It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  pathPrefix:
    'It must begin with the / character and contain only alphanumeric characters and/or / characters.',
}

/** Of names and paths with characters that they cannot have IAM speaks in words of its own. */
export const iamFaults: ServiceFaults = {
  ...queryFaults(iamModel.apiVersion),
  invalid(_message, violations) {
    const told = violations.map(inOwnWords)
    const [only, ...more] = told
    const isOwn = only !== undefined && only !== violations[0] && more.length === 0
    return validationError(isOwn ? only.text : violationMessage(told))
  },
}

function inOwnWords(violation: Violation): Violation {
  const { at, text } = violation
  const rule = text.endsWith(NAME_PATTERN) ? NAME_CHARACTERS : pathRuleOf(violation)
  return rule === undefined
    ? violation
    : { at, text: `The specified value for ${at} is invalid. ${rule}` }
}

function pathRuleOf({ at, text }: Violation): string | undefined {
  return text.includes('regular expression pattern') ? pathCharacters[at] : undefined
}

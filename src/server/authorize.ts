import { denialText } from '../identity/policy/denial-text.ts'
import { type AccessRequest, evaluate, type PolicySet } from '../identity/policy/evaluate.ts'
import { explain } from '../identity/policy/explain.ts'
import type { PolicyCache } from '../identity/policy/policy-cache.ts'
import { policyPrincipalOf, policySetOf } from '../identity/policy-set.ts'
import { arnOf, nameOf, principalIdOf } from '../identity/principals.ts'
import { type RequestContext, requestContext } from '../identity/request-context.ts'
import type { BuiltOperation, FurtherAction } from '../services/operation.ts'
import type { AdmittedCall, Refusal } from './admitted-call.ts'
import type { Evaluation, Evaluations } from './evaluations.ts'
import { requestTagKeysOf, requestTagsOf } from './request-tags.ts'

/** `enforce`: what policies deny is refused. `soft`: it is performed and marked. `off`: nobody asks policies. */
export type Enforcement = 'enforce' | 'soft' | 'off'

export interface Authorization {
  readonly enforcement: Enforcement
  readonly policies: PolicyCache
  /** Told of every denial, and of what would have been one. */
  readonly evaluations: Evaluations
}

export interface Judgement {
  readonly refusal?: Refusal
  /** Of a denial, and where authorization is soft of what would have been one. */
  readonly evaluation?: Evaluation
}

type UnjudgedCall = Omit<AdmittedCall, 'input' | 'refusal'>

/** Whether the caller may, for the operation's own action and every further one. */
export function authorize(
  call: UnjudgedCall,
  operation: BuiltOperation | undefined,
  input: never,
  authorization: Authorization,
): Judgement {
  const { enforcement } = authorization
  if (enforcement === 'off' || operation?.isAlwaysAllowed) return {}
  for (const action of actionsOf(call, operation, input)) {
    const denied = denialOf(call, operation, input, action, authorization)
    if (!denied) continue
    const { text, isForeign, evaluation } = denied
    if (enforcement === 'soft') return { evaluation }
    const error = call.service.faults.denied(text, isForeign)
    return { refusal: { error, isDenial: true }, evaluation }
  }
  return {}
}

/** Whether the caller may do something besides what they asked for. */
export function isAllowed(
  call: UnjudgedCall,
  asked: FurtherAction,
  authorization: Authorization,
): boolean {
  if (authorization.enforcement !== 'enforce') return true
  return denialOf(call, undefined, {} as never, asked, authorization) === undefined
}

function actionsOf(
  call: UnjudgedCall,
  operation: BuiltOperation | undefined,
  input: never,
): readonly FurtherAction[] {
  const { iamPrefix, untypedResource } = call.service
  const action = `${iamPrefix}:${operation?.iamAction ?? call.eventName}`
  const resourceArn = operation?.resourceArn?.(input, call) ?? untypedResource
  const standingPolicy = operation?.standingPolicy?.(input, call)
  const own = {
    action,
    ...(resourceArn === undefined ? {} : { resourceArn }),
    ...(standingPolicy ? { standingPolicy } : {}),
  }
  return operation?.furtherActions ? [own, ...operation.furtherActions(input, call)] : [own]
}

interface Denial {
  readonly text: string
  /** What was asked for is another account's. */
  readonly isForeign: boolean
  readonly evaluation: Evaluation
}

function denialOf(
  call: UnjudgedCall,
  operation: BuiltOperation | undefined,
  input: never,
  asked: FurtherAction,
  { enforcement, policies: cache }: Authorization,
): Denial | undefined {
  const { action, resourceArn, standingPolicy } = asked
  const resourceAccountId = standingPolicy?.accountId ?? accountOfArn(resourceArn)
  const context = contextOf(call, operation, input, asked, resourceAccountId)
  const request: AccessRequest = {
    principal: policyPrincipalOf(call.principal),
    action,
    resourceArn,
    resourceAccountId,
    context: context.lookup,
  }
  const policies = policySetOf(call.principal, standingPolicy, call.resources, cache)
  const decision = evaluate(request, policies)
  if (decision.allowed) return undefined
  const evaluation = evaluationOf(call, request, policies, context, enforcement === 'enforce')
  const isForeign = resourceAccountId !== undefined && resourceAccountId !== call.accountId
  const told = resourceArn && call.service.resourceInDenials?.(action, resourceArn)
  return { text: denialText(request, decision, told), isForeign, evaluation }
}

function contextOf(
  call: UnjudgedCall,
  operation: BuiltOperation | undefined,
  input: never,
  asked: FurtherAction,
  resourceAccountId: string | undefined,
): RequestContext {
  const { principal, nowMs, region, request } = call
  return requestContext({
    principal,
    nowMs,
    region,
    sourceIp: request.sourceIp,
    isTls: request.tls !== undefined,
    userAgent: request.headers['user-agent'],
    referer: request.headers['referer'],
    resourceAccountId: resourceAccountId ?? call.accountId,
    resourceTags: () =>
      asked.resourceArn === undefined
        ? []
        : (call.service.resourceTags?.(asked.resourceArn, call) ?? []),
    requestTags: () => operation?.requestTags?.(input, call) ?? requestTagsOf(input),
    requestTagKeys: () =>
      operation?.requestTags?.(input, call).map(({ Key }) => Key) ?? requestTagKeysOf(input),
    conditionKeys: () => ({
      ...call.service.conditionKeys?.(input, asked.resourceArn, call),
      ...operation?.conditionKeys?.(input, call),
      ...asked.conditionKeys,
    }),
  })
}

function evaluationOf(
  { principal, accountId }: UnjudgedCall,
  request: AccessRequest,
  policies: PolicySet,
  context: RequestContext,
  isEnforced: boolean,
): Evaluation {
  const { action, resourceArn } = request
  const explanation = explain(request, policies)
  return {
    accountId,
    principal: { id: principalIdOf(principal), name: nameOf(principal), arn: arnOf(principal) },
    action,
    ...(resourceArn === undefined ? {} : { resourceArn }),
    context: context.asked(),
    explanation,
    isEnforced,
  }
}

const ARN_OF_ACCOUNT = /^arn:[\w-]*:[\w-]*:[\w-]*:(\d{12}):/

/** Undefined where the ARN names no account: then it is the caller's own, or nobody's. */
function accountOfArn(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : ARN_OF_ACCOUNT.exec(arn)?.[1]
}

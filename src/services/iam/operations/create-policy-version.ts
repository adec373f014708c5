import type { CreatePolicyVersionRequest, CreatePolicyVersionResponse } from '@aws-sdk/client-iam'
import { type ManagedPolicy, putPolicy } from '../../../identity/managed-policy.ts'
import type { Command } from '../../operation.ts'
import { iamError } from '../errors.ts'
import { checkManagedDocument, policyKind, versionSummary } from '../managed-policies.ts'
import { quotas } from '../quotas.ts'

export const createPolicyVersion: Command<CreatePolicyVersionRequest, CreatePolicyVersionResponse> =
  {
    kind: 'command',
    resourceArn: policyKind.arn,
    run(input, call) {
      const policy = policyKind.find(input, call)
      const document = input.PolicyDocument ?? ''
      checkManagedDocument(document)
      if (policy.versions.length >= quotas.versionsPerPolicy)
        throw iamError(
          'LimitExceededException',
          `A managed policy can have up to ${quotas.versionsPerPolicy} versions. Before you create a new version, you must delete an existing version.`,
        )
      const createdAt = new Date(call.nowMs).toISOString()
      const version = { versionId: `v${policy.nextVersion}`, document, createdAt }
      const grown: ManagedPolicy = {
        ...policy,
        versions: [...policy.versions, version],
        defaultVersionId: input.SetAsDefault ? version.versionId : policy.defaultVersionId,
        nextVersion: policy.nextVersion + 1,
        updatedAt: createdAt,
      }
      return {
        output: { PolicyVersion: versionSummary(grown, version) },
        changes: [putPolicy(grown)],
      }
    },
  }

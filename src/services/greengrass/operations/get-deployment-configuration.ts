import { hash } from 'node:crypto'
import type { Query } from '../../operation.ts'
import { deploymentArn, deploymentOf } from '../deployment.ts'
import { wholeDocument } from '../deployment-document.ts'
import type { DocumentUrls } from '../document-urls.ts'

export interface GetDeploymentConfigurationRequest {
  readonly coreDeviceThingName?: string
  readonly deploymentId?: string
}

export interface GetDeploymentConfigurationResponse {
  readonly preSignedUrl: string
  readonly integrityCheck: { readonly algorithm: 'SHA-256'; readonly digest: string }
}

type Get = Query<GetDeploymentConfigurationRequest, GetDeploymentConfigurationResponse>

/** For a device that was sent a document without its components. */
export function getDeploymentConfiguration(urls: DocumentUrls): Get {
  return {
    kind: 'query',
    isDataEvent: true,
    eventResources: ({ deploymentId = '' }, _, call) => [
      {
        accountId: call.accountId,
        type: 'AWS::GreengrassV2::Deployment',
        ARN: deploymentArn(call, deploymentId),
      },
    ],
    async run({ deploymentId = '' }, call) {
      const document = Buffer.from(wholeDocument(deploymentOf(deploymentId, call)))
      const digest = hash('sha256', document, 'base64')
      return {
        preSignedUrl: await urls.presigned(deploymentId, document, call),
        integrityCheck: { algorithm: 'SHA-256', digest },
      }
    },
  }
}

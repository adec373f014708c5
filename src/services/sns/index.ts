import { notImplemented } from '../operation.ts'
import { defineService, type Service } from '../service.ts'
import { snsConstraints } from './constraints.generated.ts'
import { snsFaults } from './errors.ts'
import { snsModel } from './model.generated.ts'
import { type SigningCertificate, snsOpenAnswer } from './open-answer.ts'
import { addPermission } from './operations/add-permission.ts'
import { confirmSubscription } from './operations/confirm-subscription.ts'
import { createTopic } from './operations/create-topic.ts'
import { deleteTopic } from './operations/delete-topic.ts'
import { getSubscriptionAttributes } from './operations/get-subscription-attributes.ts'
import { getTopicAttributes } from './operations/get-topic-attributes.ts'
import { listSubscriptions } from './operations/list-subscriptions.ts'
import { listSubscriptionsByTopic } from './operations/list-subscriptions-by-topic.ts'
import { listTagsForResource } from './operations/list-tags-for-resource.ts'
import { listTopics } from './operations/list-topics.ts'
import { publish } from './operations/publish.ts'
import { publishBatch } from './operations/publish-batch.ts'
import { removePermission } from './operations/remove-permission.ts'
import { setSubscriptionAttributes } from './operations/set-subscription-attributes.ts'
import { setTopicAttributes } from './operations/set-topic-attributes.ts'
import { subscribe } from './operations/subscribe.ts'
import { tagResource } from './operations/tag-resource.ts'
import { unsubscribe } from './operations/unsubscribe.ts'
import { untagResource } from './operations/untag-resource.ts'

export function sns(certificate: SigningCertificate): Service {
  return defineService({
    model: snsModel,
    constraints: snsConstraints,
    faults: snsFaults,
    iamPrefix: 'sns',
    recording: {
      family: 'standard',
      names: 'lowerCamel',
      dates: 'java',
      tlsDetails: true,
      redacted: {
        'ConfirmSubscriptionInput.Token': 'hidden',
        'PublishBatchRequestEntry.Message': 'hidden',
        'PublishBatchRequestEntry.MessageAttributes': 'hidden',
        'PublishBatchRequestEntry.Subject': 'hidden',
        'PublishInput.Message': 'hidden',
        'PublishInput.MessageAttributes': 'hidden',
        'PublishInput.Subject': 'hidden',
      },
    },
    openAnswer: snsOpenAnswer(certificate),
    operations: {
      AddPermission: addPermission,
      CheckIfPhoneNumberIsOptedOut: notImplemented,
      ConfirmSubscription: confirmSubscription,
      CreatePlatformApplication: notImplemented,
      CreatePlatformEndpoint: notImplemented,
      CreateSMSSandboxPhoneNumber: notImplemented,
      CreateTopic: createTopic,
      DeleteEndpoint: notImplemented,
      DeletePlatformApplication: notImplemented,
      DeleteSMSSandboxPhoneNumber: notImplemented,
      DeleteTopic: deleteTopic,
      GetDataProtectionPolicy: notImplemented,
      GetEndpointAttributes: notImplemented,
      GetPlatformApplicationAttributes: notImplemented,
      GetSMSAttributes: notImplemented,
      GetSMSSandboxAccountStatus: notImplemented,
      GetSubscriptionAttributes: getSubscriptionAttributes,
      GetTopicAttributes: getTopicAttributes,
      ListEndpointsByPlatformApplication: notImplemented,
      ListOriginationNumbers: notImplemented,
      ListPhoneNumbersOptedOut: notImplemented,
      ListPlatformApplications: notImplemented,
      ListSMSSandboxPhoneNumbers: notImplemented,
      ListSubscriptions: listSubscriptions,
      ListSubscriptionsByTopic: listSubscriptionsByTopic,
      ListTagsForResource: listTagsForResource,
      ListTopics: listTopics,
      OptInPhoneNumber: notImplemented,
      Publish: publish,
      PublishBatch: publishBatch,
      PutDataProtectionPolicy: notImplemented,
      RemovePermission: removePermission,
      SetEndpointAttributes: notImplemented,
      SetPlatformApplicationAttributes: notImplemented,
      SetSMSAttributes: notImplemented,
      SetSubscriptionAttributes: setSubscriptionAttributes,
      SetTopicAttributes: setTopicAttributes,
      Subscribe: subscribe,
      TagResource: tagResource,
      Unsubscribe: unsubscribe,
      UntagResource: untagResource,
      VerifySMSSandboxPhoneNumber: notImplemented,
    },
  })
}

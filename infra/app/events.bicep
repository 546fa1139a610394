// Every uploaded manifest becomes a message: system topic of the store -> queue. The queue and the dead letters have a storage
// account of their own, which holds nothing else: with a user-assigned identity, Event Grid delivers only to accounts without a
// firewall (https://learn.microsoft.com/azure/event-grid/handler-storage-queues).

import { principal, roles } from 'shared.bicep'

@description('Name of the storage account of the queue.')
param accountName string

@description('Name of the system topic.')
param topicName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the store\'s account.')
param storeId string

@description('Name of the store\'s container.')
param containerName string

@description('Name of the queue.')
param queueName string

@description('Resource id of the identity with which Event Grid delivers.')
param deliveryIdentityId string

@description('The identity with which Event Grid delivers.')
param sender principal

@description('The identity that reads the queue.')
param reader principal

var poisonQueueName = '${queueName}-poison'
var deadLetterContainerName = '${queueName}-dead-letters'

module account 'storage-account.bicep' = {
  params: {
    name: accountName
    location: location
    tags: tags
    firewall: { closed: false, allowedAddresses: [] }
    containers: [deadLetterContainerName]
    // The poison queue is created here, so that the host needs no permission to create queues.
    queues: [queueName, poisonQueueName]
    containerGrants: [{ container: deadLetterContainerName, to: sender, role: roles.storageBlobDataContributor }]
    queueGrants: [
      { queue: queueName, to: sender, role: roles.storageQueueDataMessageSender }
      // The host also updates messages, and no narrower role allows that: it makes failed messages visible again and keeps those in progress.
      { queue: queueName, to: reader, role: roles.storageQueueDataContributor }
      { queue: poisonQueueName, to: reader, role: roles.storageQueueDataMessageSender }
    ]
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: topicName
  location: location
  tags: tags
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${deliveryIdentityId}': {} } }
  properties: { source: storeId, topicType: 'Microsoft.Storage.StorageAccounts' }
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'manifests'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${containerName}/blobs/manifests/'
      subjectEndsWith: '.json'
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deliveryWithResourceIdentity: {
      identity: { type: 'UserAssigned', userAssignedIdentity: deliveryIdentityId }
      destination: {
        endpointType: 'StorageQueue'
        properties: {
          resourceId: account.outputs.id
          queueName: queueName
          queueMessageTimeToLiveInSeconds: 604800
        }
      }
    }
    deadLetterWithResourceIdentity: {
      identity: { type: 'UserAssigned', userAssignedIdentity: deliveryIdentityId }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: account.outputs.id, blobContainerName: deadLetterContainerName }
      }
    }
  }
}

@description('Name of the queue of messages that failed too often.')
output poisonQueueName string = poisonQueueName

@description('URL of the queue service.')
output queueUrl string = account.outputs.urls.queue

@description('Resource id of the container of undelivered messages.')
output deadLettersId string = account.outputs.containerIds[0]

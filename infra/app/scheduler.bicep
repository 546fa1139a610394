// Durable Task Scheduler: a managed backend for the orchestrations, in place of queues and tables in storage.

import { principal, roles } from 'shared.bicep'

@description('Name of the scheduler.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the task hub.')
param taskHubName string

@description('Principals that schedule, work in or read the hub.')
param users principal[]

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: { ipAllowlist: ['0.0.0.0/0'], sku: { name: 'Consumption' } }
}

resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = {
  parent: scheduler
  name: taskHubName
}

resource grants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for user in users: if (!empty(user.id)) {
    name: guid(hub.id, user.id, roles.durableTaskDataContributor)
    scope: hub
    properties: {
      principalId: user.id
      principalType: user.type
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.durableTaskDataContributor
      )
    }
  }
]

@description('Endpoint of the scheduler.')
output endpoint string = scheduler.properties.endpoint

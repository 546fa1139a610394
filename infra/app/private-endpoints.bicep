@description('Prefix of the names of endpoints.')
param namePrefix string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the virtual network.')
param networkId string

@description('Resource id of the subnet.')
param subnetId string

@description('The targets of the endpoints: a name, the resource, and one of its services.')
param targets { name: string, resourceId: string, service: ('blob' | 'queue' | 'table' | 'vault' | 'account') }[]

// Names that the platform defines. The storage suffix differs between clouds; the other two are those of the public cloud.
var zoneNames = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
  account: 'privatelink.openai.azure.com'
}

// One zone per service, for any number of endpoints.
var services = union(map(targets, target => target.service), [])

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for service in services: {
    name: zoneNames[service]
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (service, i) in services: {
    parent: zones[i]
    name: 'network'
    location: 'global'
    tags: tags
    properties: { registrationEnabled: false, virtualNetwork: { id: networkId } }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [
  for target in targets: {
    name: '${namePrefix}${target.name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: target.name
          properties: {
            #disable-next-line use-resource-id-functions // It is a parameter, of which the rule sees only the outermost.
            privateLinkServiceId: target.resourceId
            groupIds: [target.service]
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [
  for (target, i) in targets: {
    parent: endpoints[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        { name: target.service, properties: { privateDnsZoneId: zones[indexOf(services, target.service)].id } }
      ]
    }
  }
]

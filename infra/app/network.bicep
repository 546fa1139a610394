// A virtual network for the app's outgoing calls, with one fixed public address, and a subnet for private endpoints.

@description('Name of the virtual network.')
param name string

@description('Name of the NAT gateway.')
param natGatewayName string

@description('Name of the gateway\'s public address.')
param addressName string

@description('Region.')
param location string

@description('Tags.')
param tags object

resource address 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: addressName
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

// New networks have no default outbound access, and models are called over the internet.
resource natGateway 'Microsoft.Network/natGateways@2025-05-01' = {
  name: natGatewayName
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: address.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      {
        name: 'private-endpoints'
        properties: { addressPrefix: '10.0.1.0/24', defaultOutboundAccess: false }
      }
      {
        name: 'functions'
        properties: {
          addressPrefix: '10.0.2.0/24'
          defaultOutboundAccess: false
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
          natGateway: { id: natGateway.id }
        }
      }
      {
        name: 'container-apps'
        properties: {
          addressPrefix: '10.0.4.0/23'
          defaultOutboundAccess: false
          delegations: [{ name: 'environment', properties: { serviceName: 'Microsoft.App/environments' } }]
          natGateway: { id: natGateway.id }
          serviceEndpoints: [{ service: 'Microsoft.Storage' }]
        }
      }
    ]
  }
}

@description('Resource id of the network.')
output id string = network.id

@description('Resource id of the subnet of private endpoints.')
output endpointsSubnetId string = network.properties.subnets[0].id!

@description('Resource id of the subnet of the function app.')
output functionsSubnetId string = network.properties.subnets[1].id!

@description('Resource id of the subnet of container apps.')
output containerAppsSubnetId string = network.properties.subnets[2].id!

@description('Public IP address of outgoing calls.')
output address string = address.properties.ipAddress

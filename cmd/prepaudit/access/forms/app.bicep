{{comment "// " .About}}
//
// Read it, and deploy it with Bicep 0.36.1 or later. It makes no secret.
//   az deployment group create --resource-group GROUP --template-file THIS.bicep{{range .Parameters}} --parameters {{.}}=...{{end}}
{{- if .Managed}}
// The grants are the admin consent: as Privileged Role Administrator. identity is the object id of the managed identity.
{{- else}}
// Admin consent is a deployment with --parameters consent=true, as Privileged Role Administrator.
{{- end}}
{{- if .Certificate}}
// certificate is the public part, DER in base64: the lines of a PEM file between BEGIN and END, without line ends.
{{- end}}
{{with .Subject}}{{comment "// " .}}
{{end}}//
// Then:
{{comment "//   " .Use}}
extension 'br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0'
{{range .Parameters}}
param {{.}} string{{if and (eq . "issuer") $.Issuer}} = '{{$.Issuer}}'{{end}}{{end}}
{{- if not .Managed}}
param consent bool = false
{{- end}}

var permissions = [
{{- range .Permissions}}
  {
    name: '{{.Name}}'
    id: '{{.ID}}'
  }{{end}}
]

resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}
{{if .Managed}}
resource grants 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [
  for permission in permissions: {
    principalId: identity
    resourceId: graph.id
    appRoleId: permission.id
  }
]
{{else}}
resource app 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: '{{.Name}}'
  displayName: '{{.Title}}'
  signInAudience: 'AzureADMyOrg'
{{- if .Delegated}}
  isFallbackPublicClient: true
  publicClient: {
    redirectUris: [
      'http://localhost'
    ]
  }
{{- end}}
{{- if .Certificate}}
  keyCredentials: [
    {
      displayName: 'prepaudit'
      type: 'AsymmetricX509Cert'
      usage: 'Verify'
      key: certificate
    }
  ]
{{- end}}
  requiredResourceAccess: [
    {
      resourceAppId: '00000003-0000-0000-c000-000000000000'
      resourceAccess: [
        for permission in permissions: {
          id: permission.id
          type: '{{.Type}}'
        }
      ]
    }
  ]
{{- if .Federated}}

  resource federated 'federatedIdentityCredentials@v1.0' = {
    name: '${app.uniqueName}/prepaudit'
    issuer: issuer
    subject: subject
    audiences: [
      'api://AzureADTokenExchange'
    ]
  }
{{- end}}
}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: app.appId
}
{{if .Delegated}}
resource grant 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = if (consent) {
  clientId: principal.id
  consentType: 'AllPrincipals'
  resourceId: graph.id
  scope: join(map(permissions, permission => permission.name), ' ')
}
{{else}}
resource grants 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [
  for permission in permissions: if (consent) {
    principalId: principal.id
    resourceId: graph.id
    appRoleId: permission.id
  }
]
{{end}}
output clientId string = app.appId
{{end -}}

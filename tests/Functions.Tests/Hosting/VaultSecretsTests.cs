using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using MuBench.Functions.Hosting;
using MuBench.Secrets;

namespace MuBench.Tests.Functions.Hosting;

public sealed class VaultSecretsTests
{
    private static VaultSecrets Vault(Func<HttpRequestMessage, HttpResponseMessage> respond) => new(new SecretClient(
        new Uri("https://v.vault.azure.net"), new FixedCredential(),
        new SecretClientOptions { Transport = new HttpClientTransport(new RespondingHandler(respond)), Retry = { MaxRetries = 0 } }));

    [Fact]
    public void Resolve_ASecretThatNoSettingHolds_ComesFromTheVault()
    {
        var asked = new List<string>();
        var vault = Vault(request =>
        {
            if (request.Headers.Authorization is null)
                return Unauthorized();
            asked.Add(request.RequestUri!.AbsolutePath);
            return new HttpResponseMessage { Content = new StringContent("""{"value":" sk-1 ","id":"https://v.vault.azure.net/secrets/openai-key/1","attributes":{}}""") };
        });
        var secrets = new SecretResolver(name => name == "MUBENCH_SECRET_SET" ? "sk-0" : null, Settings.SecretPrefix, vault.TryGet);

        Assert.Equal("sk-1", secrets.Resolve("openai_key"));
        Assert.Equal("sk-0", secrets.Resolve("set"));
        Assert.Equal(["/secrets/openai-key"], asked);
    }

    [Fact]
    public void Resolve_ASecretThatNobodyHolds_NamesTheSettingAndTheVault()
    {
        var vault = Vault(request => request.Headers.Authorization is null ? Unauthorized() : new HttpResponseMessage(System.Net.HttpStatusCode.NotFound)
        {
            Content = new StringContent("""{"error":{"code":"SecretNotFound","message":"no"}}"""),
        });
        var fault = Assert.Throws<UserException>(() => new SecretResolver(_ => null, Settings.SecretPrefix, vault.TryGet).Resolve("openai-key"));
        Assert.Contains("MUBENCH_SECRET_OPENAI_KEY", fault.Message, StringComparison.Ordinal);
        Assert.Contains("key vault", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_AVaultThatRefuses_NamesTheRole()
    {
        var vault = Vault(request => request.Headers.Authorization is null ? Unauthorized() : new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden)
        {
            Content = new StringContent("""{"error":{"code":"Forbidden","message":"Caller is not authorized."}}"""),
        });
        Assert.Contains("Key Vault Secrets User", Assert.Throws<UserException>(() => vault.TryGet("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_ASettingWithoutThePrefix_IsOutOfReachOfAManifest()
    {
        var secrets = new SecretResolver(name => name == "AzureWebJobsStorage" ? "AccountKey=1" : null, Settings.SecretPrefix);
        Assert.Throws<UserException>(() => secrets.Resolve("AzureWebJobsStorage"));
    }

    // A vault's response to a first call: it says where to get a token.
    private static HttpResponseMessage Unauthorized()
    {
        var response = new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized);
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", "Bearer authorization=\"https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000\", resource=\"https://vault.azure.net\"");
        return response;
    }

    private sealed class RespondingHandler(Func<HttpRequestMessage, HttpResponseMessage> respond) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => respond(request);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(respond(request));
    }

    private sealed class FixedCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MuBench.Models.Identity;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Identity;

/// <summary>Google identities from the content of credential files, by Google's own library and a loopback token service.</summary>
public sealed class GoogleTokensTests : IDisposable
{
    private readonly string _subject = Path.GetTempFileName();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_subject);

    [Fact]
    public async Task Get_ServiceAccount_SignsARequestForTheCloudPlatformScopeOnce()
    {
        await using var server = await TokensAsync("ya29.service");
        var tokens = await GoogleTokens.CreateAsync("m", ServiceAccount(server), Token);

        Assert.Equal(["ya29.service", "ya29.service"], [await tokens.GetAsync(Token), await tokens.GetAsync(Token)]);

        var form = Form(Assert.Single(server.Calls).Body);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var claims = JsonNode.Parse(Base64Url(form["assertion"].Split('.')[1]))!;
        Assert.Equal(("lab@my-project.iam.gserviceaccount.com", "https://www.googleapis.com/auth/cloud-platform"), ((string)claims["iss"]!, (string)claims["scope"]!));
    }

    [Fact]
    public async Task Get_FederatedWorkload_ExchangesItsOwnTokenForGooglesToken()
    {
        await File.WriteAllTextAsync(_subject, "token-of-azure", Token);
        await using var server = await TokensAsync("ya29.federated");
        var file = new JsonObject
        {
            ["type"] = "external_account",
            ["audience"] = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/azure",
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            ["token_url"] = $"{server.Address}v1/token",
            ["credential_source"] = new JsonObject { ["file"] = _subject },
        };
        var tokens = await GoogleTokens.CreateAsync("m", file.ToJsonString(), Token);

        Assert.Equal("ya29.federated", await tokens.GetAsync(Token));

        var form = Form(Assert.Single(server.Calls).Body);
        Assert.Equal(("token-of-azure", "urn:ietf:params:oauth:grant-type:token-exchange"), (form["subject_token"], form["grant_type"]));
    }

    [Fact]
    public async Task Get_RefusedAccount_SaysWhatTheServiceSaidAndWhatToDo()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(400, """{ "error": "invalid_grant", "error_description": "Invalid grant: account not found" }"""));
        var tokens = await GoogleTokens.CreateAsync("m", ServiceAccount(server), Token);

        var exception = await Assert.ThrowsAsync<UserException>(() => tokens.GetAsync(Token));

        Assert.Contains("account not found", exception.Message, StringComparison.Ordinal);
        Assert.Contains("GOOGLE_APPLICATION_CREDENTIALS", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "type": "service_account" }""")]
    [InlineData("""{ "type": "of-the-future" }""")]
    [InlineData("""{ "private_key": "canary" """)]
    public async Task Create_FromWhatIsNoCredentialFile_IsAFaultThatDoesNotRepeatIt(string file)
    {
        var exception = await Assert.ThrowsAsync<UserException>(() => GoogleTokens.CreateAsync("m", file, Token));

        Assert.Contains("not the content of a credential file", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.Message, StringComparison.Ordinal);
    }

    private static Task<LoopbackChatServer> TokensAsync(string token) => LoopbackChatServer.StartAsync(_ => new LoopbackResponse(
        200, JsonSerializer.Serialize(new { access_token = token, expires_in = 3600, token_type = "Bearer", issued_token_type = "urn:ietf:params:oauth:token-type:access_token" })));

    private static string ServiceAccount(LoopbackChatServer server)
    {
        using var key = RSA.Create(2048);
        return new JsonObject
        {
            ["type"] = "service_account", ["project_id"] = "my-project", ["private_key_id"] = "1", ["private_key"] = key.ExportPkcs8PrivateKeyPem() + "\n",
            ["client_email"] = "lab@my-project.iam.gserviceaccount.com", ["client_id"] = "1", ["token_uri"] = $"{server.Address}token",
        }.ToJsonString();
    }

    private static Dictionary<string, string> Form(string body) =>
        body.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')));

    private static string Base64Url(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=')));
}

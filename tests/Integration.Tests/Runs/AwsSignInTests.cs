using System.Security.Cryptography;
using System.Text;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>
/// AWS identities that AWS's library finds by clients of its own, which it looks up by name when the program runs. AWS's services are a loopback server. Bedrock itself is called
/// over https alone, and cannot be reached.
/// </summary>
public sealed class AwsSignInTests
{
    private const string Session = "lab-session";

    private const string Role = """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
        <AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
        </Credentials></AssumeRoleResult></AssumeRoleResponse>
        """;

    private const string Bedrock = """
        { "name": "job", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "claude", "kind": "anthropic", "platform": "bedrock", "location": "us-east-1", "model": "us.anthropic.claude-v1:0",
          "price": { "inputPerMillion": 1, "outputPerMillion": 1 } } ] }
        """;

    [Theory]
    [InlineData("role", "/")]
    [InlineData("web identity", "/")]
    [InlineData("single sign-on", "/federation/credentials")]
    public async Task Check_BedrockWithAnIdentity_AsksAwsForKeysAndThenBedrock(string identity, string path)
    {
        using var folder = new RunFolder(images: 2);
        await using var aws = await LoopbackChatServer.StartAsync(call => call.Path == "/"
            ? new LoopbackResponse(200, identity == "role" ? Role : Role.Replace("AssumeRole", "AssumeRoleWithWebIdentity", StringComparison.Ordinal), null, "text/xml")
            : new LoopbackResponse(200, """{"roleCredentials":{"accessKeyId":"AKIDROLE","secretAccessKey":"secret","sessionToken":"session","expiration":4070908800000}}"""));
        folder.WriteManifest(Bedrock);

        using var check = CliProcess.Start(["check", "manifest.json", "--store", folder.Store], folder.Folder, Environment(identity, folder.Folder, aws.Address));
        var code = await check.WaitAsync(TimeSpan.FromMinutes(2));

        Assert.True(code == 2, check.Output + check.Error);
        Assert.Equal(path, Assert.Single(aws.Calls).Path);
        Assert.Contains("https://bedrock-runtime.us-east-1.amazonaws.com could not be reached", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AwsCannotBeReached_StopsTheModelAndSaysWhatToDo()
    {
        using var folder = new RunFolder(images: 2);
        folder.WriteManifest(Bedrock);

        // Nothing listens there.
        using var check = CliProcess.Start(["check", "manifest.json", "--store", folder.Store], folder.Folder, Environment("single sign-on", folder.Folder, new Uri("http://127.0.0.1:9/")));
        var code = await check.WaitAsync(TimeSpan.FromMinutes(2));

        Assert.True(code == 2, check.Output + check.Error);
        Assert.Contains("fault: claude: Model 'claude' found no AWS identity", check.Output, StringComparison.Ordinal);
        Assert.Contains("aws sso login", check.Output, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Environment(string identity, string folder, Uri aws)
    {
        File.WriteAllText(Path.Combine(folder, "credentials"), "[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret\n");
        File.WriteAllText(Path.Combine(folder, "config"), $"""
            [profile role]
            role_arn = arn:aws:iam::123456789012:role/lab
            source_profile = base
            region = us-east-1
            [profile sso]
            sso_session = {Session}
            sso_account_id = 123456789012
            sso_role_name = lab
            region = us-east-1
            [sso-session {Session}]
            sso_region = us-east-1
            sso_start_url = https://lab.awsapps.com/start
            sso_registration_scopes = sso:account:access
            """);
        File.WriteAllText(Path.Combine(folder, "token"), "token");
        var cache = Directory.CreateDirectory(Path.Combine(folder, ".aws", "sso", "cache")).FullName;
#pragma warning disable CA5350 // AWS's library names the file so.
        var name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(Session)));
#pragma warning restore CA5350
        File.WriteAllText(
            Path.Combine(cache, $"{name}.json"), """{"startUrl":"https://lab.awsapps.com/start","region":"us-east-1","accessToken":"token","expiresAt":"2099-01-01T00:00:00Z"}""");
        return new()
        {
            ["HOME"] = folder,
            ["USERPROFILE"] = folder,
            ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(folder, "credentials"),
            ["AWS_CONFIG_FILE"] = Path.Combine(folder, "config"),
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_MAX_ATTEMPTS"] = "1",
            ["AWS_ACCESS_KEY_ID"] = null,
            ["AWS_PROFILE"] = identity switch { "role" => "role", "single sign-on" => "sso", _ => null },
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = identity == "web identity" ? Path.Combine(folder, "token") : null,
            ["AWS_ROLE_ARN"] = identity == "web identity" ? "arn:aws:iam::123456789012:role/lab" : null,
            ["AWS_ENDPOINT_URL_STS"] = aws.AbsoluteUri,
            ["AWS_ENDPOINT_URL_SSO"] = aws.AbsoluteUri,
            // Nothing listens there, so that Bedrock cannot be reached from any machine.
            ["HTTPS_PROXY"] = "http://127.0.0.1:9",
            ["NO_PROXY"] = "127.0.0.1",
        };
    }
}

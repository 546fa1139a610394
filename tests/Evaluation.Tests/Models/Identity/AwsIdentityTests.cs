using MuBench.Models.Identity;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Identity;

/// <summary>
/// AWS's default chain in this process: its environment variables name folders and a loopback server. No other test reads these variables.
/// </summary>
public sealed class AwsIdentityTests : IClassFixture<TemporaryFolder>, IDisposable
{
    private static readonly string[] Names =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "AWS_EC2_METADATA_DISABLED",
    ];

    private readonly Dictionary<string, string?> _before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    /// <param name="folder">The same for all tests, because AWS's library reads the place of its files once.</param>
    public AwsIdentityTests(TemporaryFolder folder)
    {
        foreach (var name in Names)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        // The machine's own files and role do not count. AWS's library takes only files that are there.
        File.WriteAllText(Path.Combine(folder.Path, "credentials"), "[lab]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = secret-2\n");
        File.WriteAllText(Path.Combine(folder.Path, "config"), "");
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(folder.Path, "credentials"));
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", Path.Combine(folder.Path, "config"));
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");

        // AWS's library keeps what it found for as long as the profile, the keys and this variable are the same. Each test is to look anew.
        Environment.SetEnvironmentVariable("AWS_SESSION_TOKEN", Path.GetRandomFileName());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Fact]
    public async Task Get_KeysInTheEnvironment_AreTaken()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "secret-1");
        Environment.SetEnvironmentVariable("AWS_SESSION_TOKEN", "session-1");

        Assert.Equal(new AwsKeys("AKIDENVIRONMENT", "secret-1", "session-1"), await new AwsIdentity("m").GetAsync(Token));
    }

    [Fact]
    public async Task Get_NamedProfile_IsReadFromTheSharedFile()
    {
        Environment.SetEnvironmentVariable("AWS_PROFILE", "lab");

        Assert.Equal(new AwsKeys("AKIDPROFILE", "secret-2", null), await new AwsIdentity("m").GetAsync(Token));
    }

    [Fact]
    public async Task Get_RoleOfAContainer_IsAskedOnceForItsTemporaryKeys()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(
            200, """{ "AccessKeyId": "AKIDCONTAINER", "SecretAccessKey": "secret-3", "Token": "session-3", "Expiration": "2099-01-01T00:00:00Z" }"""));
        Environment.SetEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{server.Address}role");
        var identity = new AwsIdentity("m");

        Assert.Equal(new AwsKeys("AKIDCONTAINER", "secret-3", "session-3"), await identity.GetAsync(Token));
        Assert.Equal(new AwsKeys("AKIDCONTAINER", "secret-3", "session-3"), await identity.GetAsync(Token));

        Assert.Equal(1, server.Count);
    }

    [Fact]
    public async Task Get_WithoutAnyIdentity_SaysWhatToDo()
    {
        var exception = await Assert.ThrowsAsync<UserException>(() => new AwsIdentity("claude").GetAsync(Token));

        Assert.Contains("Model 'claude' found no AWS identity", exception.Message, StringComparison.Ordinal);
        Assert.Contains("aws sso login", exception.Message, StringComparison.Ordinal);
    }
}

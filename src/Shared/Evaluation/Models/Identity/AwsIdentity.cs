using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace MuBench.Models.Identity;

/// <summary>
/// The AWS identity of this process, found by AWS's own default chain: environment, shared files and profiles, single sign-on, web identity, and the
/// role of a container or machine. The chain keeps temporary keys and renews them.
/// </summary>
internal sealed class AwsIdentity(string modelId)
{
    private readonly Lazy<AWSCredentials> _credentials = new(() => DefaultAWSCredentialsIdentityResolver.GetCredentials());

    /// <summary>Valid keys.</summary>
    /// <exception cref="UserException">There is no identity.</exception>
    public async Task<AwsKeys> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The first look may read files and ask the machine's metadata.
            var credentials = await Task.Run(() => _credentials.Value, cancellationToken).ConfigureAwait(false);
            var keys = await credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            return new AwsKeys(keys.AccessKey, keys.SecretKey, keys.UseToken ? keys.Token : null);
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException or InvalidOperationException or IOException or ArgumentException)
        {
            throw new UserException($"Model '{modelId}' found no AWS identity: {exception.Message.Split('\n')[0].Trim()} Sign in with 'aws sso login', set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, run under a role, or set 'apiKey'.", exception);
        }
    }
}

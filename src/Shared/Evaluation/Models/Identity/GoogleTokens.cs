using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using MuBench.Json;

namespace MuBench.Models.Identity;

/// <summary>The tokens of a Google identity: a service account, a federated workload, a user, or the role of a machine. Google's library keeps and renews them.</summary>
internal sealed class GoogleTokens
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private readonly string _modelId;
    private readonly ITokenAccess _access;

    private GoogleTokens(string modelId, GoogleCredential credential)
    {
        _modelId = modelId;
        _access = credential.CreateScoped(Scope);
    }

    /// <summary>Whether the value of a secret is the content of a credential file, and not a key.</summary>
    public static bool IsCredential(string secret) => secret.AsSpan().TrimStart().StartsWith("{");

    /// <summary>Finds the identity.</summary>
    /// <param name="modelId">The model, for messages.</param>
    /// <param name="file">The content of a credential file; null for the application default credentials of this machine.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="UserException">There is no identity, or the file cannot be read.</exception>
    public static async Task<GoogleTokens> CreateAsync(string modelId, string? file, CancellationToken cancellationToken)
    {
        try
        {
            return new GoogleTokens(modelId, file is null
                ? await GoogleCredential.GetApplicationDefaultAsync(cancellationToken).ConfigureAwait(false)
                : CredentialFactory.FromJson(file, TypeOf(file)));
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException or Newtonsoft.Json.JsonException or FormatException or ArgumentException or IOException)
        {
            // Messages of a file's parser may repeat its content, which is secret.
            throw Refused(modelId, file is null ? FirstLine(exception.Message) : "the secret of 'apiKey' is not the content of a credential file.", exception);
        }
    }

    /// <summary>A valid token.</summary>
    /// <exception cref="UserException">The identity was refused, or its service cannot be reached.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _access.GetAccessTokenForRequestAsync(authUri: null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TokenResponseException or HttpRequestException or InvalidOperationException or IOException)
        {
            throw Refused(_modelId, FirstLine(exception.Message), exception);
        }
    }

    /// <summary>The type that the file names; an empty text, which Google's library refuses, if it names none.</summary>
    private static string TypeOf(string file)
    {
        using var json = JsonDocument.Parse(file);
        return json.RootElement.Text("type") ?? "";
    }

    private static UserException Refused(string modelId, string reason, Exception exception) => new(
        $"Google sign-in of model '{modelId}' failed: {reason} Set GOOGLE_APPLICATION_CREDENTIALS to a credential file, sign in with 'gcloud auth application-default login', run under a service account, or name a secret with the file's content in 'apiKey'.",
        exception);

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}

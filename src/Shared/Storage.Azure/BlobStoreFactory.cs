using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace MuBench.Storage.Blob;

/// <summary>Opens Azure Blob Storage from a user's setting. Messages never repeat the setting: it may contain a key.</summary>
internal static class BlobStoreFactory
{
    private const string ContainerKey = "Container";

    // The identity's token is sent to these hosts only.
    private static readonly string[] BlobHosts =
    [
        ".blob.core.windows.net",
        ".blob.core.usgovcloudapi.net",
        ".blob.core.chinacloudapi.cn",
        ".blob.storage.azure.net",
    ];

    /// <summary>Opens a container with a connection string, which may name the container as <c>Container=name</c>.</summary>
    public static BlobStore OpenConnectionString(string text, string container, string cacheFolder, BlobClientOptions? options = null)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var named = parts.LastOrDefault(IsContainer);
        container = CheckContainer(named is null ? container : named[(ContainerKey.Length + 1)..].Trim());
        try
        {
            var service = new BlobServiceClient(
                string.Join(';', parts.Where(part => !IsContainer(part))), options ?? Options());
            return new BlobStore(service.GetBlobContainerClient(container), cacheFolder);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or InvalidOperationException or UriFormatException)
        {
            // Without the inner exception: its message may quote parts of the connection string.
            throw new UserException(
                "The store's connection string cannot be read. Copy it whole from the storage account's access keys, "
                + "and put it in quotes: AccountName=...;AccountKey=...;EndpointSuffix=core.windows.net");
        }
    }

    /// <summary>Opens <c>https://ACCOUNT.blob.core.windows.net[/CONTAINER]</c> with the identity of the environment.</summary>
    public static BlobStore OpenUrl(string text, string container, string cacheFolder)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || !IsBlobHost(url.Host)
            || url.UserInfo.Length > 0)
        {
            throw new UserException(
                "The store is not one that can be opened. Give a folder, a storage connection string, or "
                + "https://ACCOUNT.blob.core.windows.net/CONTAINER.");
        }

        if (url.Query.Length > 0)
        {
            throw new UserException(
                "The store's URL has a query. Leave it out to use your Azure identity, or give a shared access "
                + "signature as a connection string: BlobEndpoint=https://...;SharedAccessSignature=...");
        }

        var segments = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length > 1)
            throw new UserException($"The store '{text}' has a path below its container. End it at the container.");
        if (segments.Length == 1)
            container = segments[0];
        var service = new BlobServiceClient(new Uri(url.GetLeftPart(UriPartial.Authority)), new DefaultAzureCredential(), Options());
        return new BlobStore(service.GetBlobContainerClient(CheckContainer(container)), cacheFolder);
    }

    /// <summary>The settings of the client. Only the client retries.</summary>
    /// <param name="retries">
    /// Maximum number of retries. With the default of five, faults of up to 12 seconds are bridged, and an unreachable store is
    /// reported soon after.
    /// </param>
    public static BlobClientOptions Options(int retries = 5) =>
        // A version that emulators of recent years support; MuBench uses nothing newer.
        new(BlobClientOptions.ServiceVersion.V2024_11_04)
        {
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = retries,
                Delay = TimeSpan.FromMilliseconds(400),
                MaxDelay = TimeSpan.FromSeconds(10),
                NetworkTimeout = TimeSpan.FromSeconds(60),
            },
            Diagnostics = { IsLoggingContentEnabled = false },
        };

    private static bool IsBlobHost(string host) =>
        BlobHosts.Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    private static bool IsContainer(string part) =>
        part.StartsWith(ContainerKey + "=", StringComparison.OrdinalIgnoreCase);

    private static string CheckContainer(string name)
    {
        var valid = name.Length is >= 3 and <= 63 && name[0] != '-' && name[^1] != '-'
            && !name.Contains("--", StringComparison.Ordinal)
            && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
        return valid ? name : throw new UserException(
            $"'{name}' is not a container name: it must have 3 to 63 lower-case letters, digits and single hyphens.");
    }
}

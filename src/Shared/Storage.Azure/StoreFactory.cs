using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MuBench.Storage.Disk;

namespace MuBench.Storage.Blob;

/// <summary>Opens the store that a user names.</summary>
public static class StoreFactory
{
    /// <summary>The environment variable that names the store.</summary>
    public const string StoreVariable = "MUBENCH_STORE";

    /// <summary>The environment variable that names the blob container, where the store does not.</summary>
    public const string ContainerVariable = "MUBENCH_CONTAINER";

    /// <summary>The environment variable that names the folder for downloads of a remote store.</summary>
    public const string CacheVariable = "MUBENCH_CACHE";

    private const string DefaultFolder = "./mubench-store";
    private const string DefaultContainer = "mubench";

    /// <summary>
    /// Opens a store: a folder, a connection string (<c>UseDevelopmentStorage=true</c>, or
    /// <c>AccountName=...;AccountKey=...</c>, with <c>;Container=name</c> if it is not the default), or
    /// <c>https://ACCOUNT.blob.core.windows.net/CONTAINER</c> with the identity of the environment.
    /// </summary>
    /// <param name="store">The store, or null for <see cref="StoreVariable"/>, else <c>./mubench-store</c>.</param>
    /// <param name="environment">Where variables are looked up; the process's own by default.</param>
    /// <exception cref="UserException">The value is none of these.</exception>
    public static IArtifactStore Open(string? store, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        var name = NullIfBlank(store) ?? NullIfBlank(environment(StoreVariable)) ?? DefaultFolder;
        if (IsConnectionString(name) || name.Contains("://", StringComparison.Ordinal))
        {
            var container = NullIfBlank(environment(ContainerVariable)) ?? DefaultContainer;
            return OpenRemote(name, container, CacheFolder(environment));
        }

        return new DiskStore(name);
    }

    /// <summary>
    /// The folder for what is downloaded into a store: inside a local one, so that it need not be copied; in the cache of a
    /// remote one.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The folder's place.</param>
    /// <param name="environment">Where variables are looked up; the process's own by default.</param>
    public static string DownloadFolder(IArtifactStore store, StorePath path, Func<string, string?>? environment = null)
    {
        var root = store is DiskStore disk ? disk.Description : CacheFolder(environment ?? Environment.GetEnvironmentVariable);
        return Path.Join(root, path.Value.Replace('/', Path.DirectorySeparatorChar));
    }

    /// <summary>Whether a store is a folder of this machine.</summary>
    public static bool IsLocal(IArtifactStore store) => store is DiskStore;

    // Apart, so that a run on a local folder never loads the Azure libraries.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SuppressMessage("Performance", "CA1859", Justification = "The concrete type in the signature would load those libraries.")]
    private static IArtifactStore OpenRemote(string name, string container, string cacheFolder) =>
        name.Contains("://", StringComparison.Ordinal) && !IsConnectionString(name)
            ? BlobStoreFactory.OpenUrl(name, container, cacheFolder)
            : BlobStoreFactory.OpenConnectionString(name, container, cacheFolder);

    private static bool IsConnectionString(string name) => name.Split(';').Any(part =>
        part.IndexOf('=') is > 0 and var equals
        && part[..equals].Trim().ToUpperInvariant() is "USEDEVELOPMENTSTORAGE" or "ACCOUNTNAME" or "BLOBENDPOINT"
            or "DEFAULTENDPOINTSPROTOCOL");

    private static string CacheFolder(Func<string, string?> environment)
    {
        if (NullIfBlank(environment(CacheVariable)) is { } folder)
            return Path.GetFullPath(folder);
        // Empty for a service account without a home.
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return Path.Join(local.Length > 0 ? local : Path.GetTempPath(), "mubench", "cache");
    }

    private static string? NullIfBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MuBench.Storage.Disk;

namespace MuBench.Storage.Blob;

/// <summary>Opens the store that a user's setting names.</summary>
public static class StoreFactory
{
    /// <summary>The environment variable that names the store.</summary>
    public const string StoreVariable = "MUBENCH_STORE";

    /// <summary>The environment variable that names the blob container, if the store's setting does not.</summary>
    public const string ContainerVariable = "MUBENCH_CONTAINER";

    /// <summary>The environment variable that names the local folder for downloads from a remote store.</summary>
    public const string CacheVariable = "MUBENCH_CACHE";

    private const string DefaultFolder = "./mubench-store";
    private const string DefaultContainer = "mubench";

    /// <summary>
    /// Opens a store: a folder, a connection string (<c>UseDevelopmentStorage=true</c>, or
    /// <c>AccountName=...;AccountKey=...</c>, with <c>;Container=name</c> if it is not the default), or
    /// <c>https://ACCOUNT.blob.core.windows.net/CONTAINER</c> with the identity of the environment.
    /// </summary>
    /// <param name="store">The store; null for the value of <see cref="StoreVariable"/>, otherwise <c>./mubench-store</c>.</param>
    /// <param name="environment">Reads an environment variable; null for those of the process.</param>
    /// <exception cref="UserException">The value is none of these forms.</exception>
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

    /// <summary>Opens a store for a command that only lists what is there. A folder that the user named must exist; the default one need not.</summary>
    /// <exception cref="UserException">The value is none of the forms of <see cref="Open"/>, or it names a folder that does not exist.</exception>
    /// <inheritdoc cref="Open"/>
    public static IArtifactStore OpenToList(string? store, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        var opened = Open(store, environment);
        var (source, named) = NullIfBlank(store) is { } argument ? ("--store", argument) : (StoreVariable, NullIfBlank(environment(StoreVariable)));
        return named is null || opened is not DiskStore || Directory.Exists(opened.Description)
            ? opened
            : throw new UserException($"{source} '{named}': there is no folder {opened.Description}. Name the folder of a store; the first run or import makes it.");
    }

    /// <summary>
    /// The folder for downloads that go into a store. For a local store it is inside the store, so that files need not be copied;
    /// for a remote store it is in the cache.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The path of the folder in the store.</param>
    /// <param name="environment">Reads an environment variable; null for those of the process.</param>
    public static string DownloadFolder(IArtifactStore store, StorePath path, Func<string, string?>? environment = null)
    {
        var root = store is DiskStore disk ? disk.Description : CacheFolder(environment ?? Environment.GetEnvironmentVariable);
        return Path.Join(root, path.Value.Replace('/', Path.DirectorySeparatorChar));
    }

    /// <summary>Whether a store is a local folder.</summary>
    public static bool IsLocal(IArtifactStore store) => store is DiskStore;

    // In a method of its own, so that a run with a local folder never loads the Azure libraries.
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
        // The path is empty for a service account without a home folder.
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return Path.Join(local.Length > 0 ? local : Path.GetTempPath(), "mubench", "cache");
    }

    private static string? NullIfBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

using MuBench.Storage;
using MuBench.Storage.Blob;
using MuBench.Tests.Storage;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>A folder with a manifest and a drawn dataset, with its own container in Azurite as the store.</summary>
internal sealed class BlobRunFolder : IDisposable
{
    private readonly RunFolder _folder = new(images: 12);
    private readonly string _setting;

    private BlobRunFolder(string setting)
    {
        _setting = setting;
        Store = StoreFactory.Open(setting);
    }

    public IArtifactStore Store { get; }

    public string Folder => _folder.Folder;

    public int Questions => _folder.Questions;

    /// <summary>Creates the folder. Its manifest has one model behind the server, with two calls in flight.</summary>
    /// <param name="azurite">The server of the container.</param>
    /// <param name="server">The model's endpoint.</param>
    /// <param name="name">Prefix of the container's name.</param>
    public static async Task<BlobRunFolder> OpenAsync(AzuriteServer azurite, LoopbackChatServer server, string name)
    {
        var account = (await azurite.GetConnectionStringAsync()).TrimEnd(';');
        var folder = new BlobRunFolder($"{account};Container={name}-{Path.GetRandomFileName().Replace('.', '-')}");
        folder._folder.WriteManifest(server.Endpoint, """, "maxConcurrency": 2""");
        return folder;
    }

    /// <summary>Starts a command on the manifest.</summary>
    public CliProcess Start(string command) => CliProcess.Start([command, "manifest.json", "--store", _setting], Folder);

    /// <summary>Starts a viewer of the store.</summary>
    /// <param name="data">The folder of the user's own data.</param>
    public CliProcess View(string data) => CliProcess.Start(
        ["view", "--no-browser", "--port", "0", "--store", _setting], Folder, new Dictionary<string, string?> { ["XDG_DATA_HOME"] = data });

    /// <summary>Runs a command to its end.</summary>
    public Task<(int Code, string Output, string Error)> CliAsync(params string[] arguments) => CliProcess.RunAsync([.. arguments, "--store", _setting], Folder);

    public void Dispose()
    {
        (Store as IDisposable)?.Dispose();
        _folder.Dispose();
    }
}

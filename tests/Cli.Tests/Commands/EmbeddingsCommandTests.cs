using System.CommandLine;
using MuBench.Cli.Commands;
using MuBench.TestUtils;

namespace MuBench.Tests.Cli.Commands;

public sealed class EmbeddingsCommandTests : IDisposable
{
    private static readonly string Manifest = RepositoryFiles.Path("samples", "quickstart", "manifest.json");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Export_ManifestThenItsRun_WritesTheSameVectors()
    {
        var (byManifest, byRun) = (Path.Combine(_folder.Path, "a.parquet"), Path.Combine(_folder.Path, "b.parquet"));

        var said = await RunAsync(Manifest, "--model", "clip-base", "--out", byManifest);
        var runId = Path.GetFileName(Directory.GetDirectories(Path.Combine(_folder.Path, "store", "runs")).Single());
        await RunAsync(runId, "--model", "clip-base", "--out", byRun);

        Assert.Contains("204 images and 151 texts, 64 numbers each", said, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(byManifest, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(byRun, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Export_NeitherFileNorRun_SaysSo()
    {
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync("../elsewhere", "--model", "clip-base", "--out", "unused.parquet"));

        Assert.Contains("neither a manifest file nor a run in the store", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_WithoutModelOrFile_IsRefused() =>
        Assert.Equal(2, EmbeddingsCommand.Create().Parse(["export", Manifest]).Errors.Count);

    public void Dispose() => _folder.Dispose();

    private async Task<string> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var parsed = EmbeddingsCommand.Create().Parse(["export", .. arguments, "--store", Path.Combine(_folder.Path, "store")]);
        Assert.Empty(parsed.Errors);
        var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false };
        Assert.Equal(0, await parsed.InvokeAsync(configuration, TestContext.Current.CancellationToken));
        return output.ToString();
    }
}

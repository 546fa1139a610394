using MuBench.TestUtils;

namespace MuBench.Tests;

/// <summary>The folder <c>infra</c>, compiled once for all tests.</summary>
public sealed class CompiledInfra
{
    private readonly Lazy<Task<string>> _json = new(() => CompileAsync("main.bicep"));

    /// <summary>The folder.</summary>
    public static string Folder { get; } = RepositoryFiles.Path("infra");

    /// <summary>The compiled template as a document, for a test to change.</summary>
    public Task<string> JsonAsync()
    {
        BicepCli.SkipWhereMissing();
        return _json.Value;
    }

    /// <summary>Compiles one of its files.</summary>
    public static async Task<string> CompileAsync(string file)
    {
        BicepCli.SkipWhereMissing();
        var (code, output, error) = await BicepCli.RunAsync(Folder, "build", file, "--stdout");
        // Warnings go there too, and there are none.
        Assert.Equal("", error);
        Assert.Equal(0, code);
        return output;
    }
}

using MuBench.TestUtils;

namespace MuBench.Tests;

/// <summary>The folder <c>infra</c>, compiled once for all tests.</summary>
public sealed class CompiledInfra
{
    private readonly Lazy<Task<string>> _json = new(() => CompileAsync("main.bicep"));

    /// <summary>The path of the folder.</summary>
    public static string Folder { get; } = RepositoryFiles.Path("infra");

    /// <summary>The compiled template as text, which a test can change.</summary>
    public Task<string> JsonAsync()
    {
        BicepCli.SkipWhereMissing();
        return _json.Value;
    }

    /// <summary>Compiles one file of the folder.</summary>
    public static async Task<string> CompileAsync(string file)
    {
        BicepCli.SkipWhereMissing();
        var (code, output, error) = await BicepCli.RunAsync(Folder, "build", file, "--stdout");
        // Warnings are written to the error output too; there must be none.
        Assert.Equal("", error);
        Assert.Equal(0, code);
        return output;
    }
}

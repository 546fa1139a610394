using System.Collections.Concurrent;
using MuBench.TestUtils;

namespace MuBench.Tests;

/// <summary>The folder <c>infra</c>. One compiler works for all tests, and compiles, formats and evaluates everything once.</summary>
public sealed class CompiledInfra : IDisposable
{
    private readonly BicepCli _bicep = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _snapshots = new();

    /// <summary>The path of the folder.</summary>
    public static string Folder { get; } = RepositoryFiles.Path("infra");

    /// <summary>The compiled template as text, which a test can change.</summary>
    public Task<string> JsonAsync() => CompileAsync("main.bicep");

    /// <summary>The compiled template of one file of the folder, which has no errors and no warnings.</summary>
    /// <param name="file">The path in the folder.</param>
    public Task<string> CompileAsync(string file) => _templates.GetOrAdd(file, _ => new(async () =>
    {
        var (template, diagnostics) = await _bicep.CompileAsync(Path.Combine(Folder, file));
        Assert.Empty(diagnostics);
        return template!;
    })).Value;

    /// <summary>The text of a file as the compiler formats it.</summary>
    /// <param name="file">The path in the folder.</param>
    public Task<string> FormatAsync(string file) => _bicep.FormatAsync(Path.Combine(Folder, file));

    /// <summary>The snapshot of a deployment of <c>main.bicep</c>: the resources as far as the compiler can evaluate them without deploying.</summary>
    /// <param name="parameters">Lines of a parameter file, beside the name and the place of the environment.</param>
    public Task<string> SnapshotAsync(string parameters) => _snapshots.GetOrAdd(parameters, _ => new(() => EvaluateAsync(parameters))).Value;

    /// <inheritdoc/>
    public void Dispose() => _bicep.Dispose();

    private async Task<string> EvaluateAsync(string parameters)
    {
        // Beside the tests: the compiler needs a relative path, and some temporary folders are on another drive.
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "snapshots", Path.GetRandomFileName()));
        try
        {
            var main = Path.GetRelativePath(folder.FullName, Path.Combine(Folder, "main.bicep")).Replace('\\', '/');
            var file = Path.Combine(folder.FullName, "main.bicepparam");
            await File.WriteAllTextAsync(file, $"using '{main}'\nparam environmentName = 'test'\nparam location = 'swedencentral'\n{parameters}\n");
            return await _bicep.SnapshotAsync(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

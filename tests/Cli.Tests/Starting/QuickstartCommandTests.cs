using System.CommandLine;
using MuBench.Cli.Starting;
using MuBench.TestUtils;

namespace MuBench.Tests.Cli.Starting;

public sealed class QuickstartCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Target => Path.Combine(_folder.Path, "first run");

    [Fact]
    public void Quickstart_NewFolder_HasEveryFileOfTheSample()
    {
        var (code, output) = Run(Target);

        Assert.Equal(0, code);
        var sample = RepositoryFiles.Path("samples", "quickstart");
        string[] expected =
        [
            "manifest.json", "README.md", .. Files(Path.Combine(sample, "dataset")).Select(file => "dataset/" + file), .. Files(Path.Combine(sample, "models")).Select(file => "models/" + file),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Files(Target).Order(StringComparer.Ordinal));
        Assert.All(expected, file => Assert.Equal(File.ReadAllBytes(Path.Combine(sample, file)), File.ReadAllBytes(Path.Combine(Target, file))));
        Assert.Contains($"mubench run '{Path.Combine(Target, "manifest.json").Replace('\\', '/')}'", output);
    }

    [Fact]
    public void Quickstart_ExistingFolder_IsKept()
    {
        Directory.CreateDirectory(Target);

        Assert.Contains("--force", Assert.Throws<UserException>(() => Run(Target)).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Target));
        Assert.Equal(0, Run(Target, "--force").Code);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));

    private static (int Code, string Output) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = QuickstartCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = output, EnableDefaultExceptionHandler = false });
        return (code, output.ToString());
    }
}

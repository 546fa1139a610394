using System.CommandLine;
using MuBench.Cli.Starting;
using MuBench.TestUtils;

namespace MuBench.Tests.Cli.Starting;

public sealed class InitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string File => Path.Combine(_folder.Path, "manifest.json");

    [Fact]
    public void Init_Template_WritesTheManifestAndSaysWhatIsMissing()
    {
        var (code, output) = Run(File, "--template", "hosted", "--model", "openai,ollama", "--name", "first", "--store", Path.Combine(_folder.Path, "store"));

        Assert.Equal(0, code);
        Assert.Contains("\"name\": \"first\"", System.IO.File.ReadAllText(File));
        Assert.Contains("\"id\": \"ollama\"", System.IO.File.ReadAllText(File));
        Assert.Contains("has no dataset 'ubench'; download it with: mubench dataset import ubench", output);
        Assert.Contains($"mubench run {File}", output);
    }

    [Fact]
    public void Init_ExistingFile_IsKept()
    {
        System.IO.File.WriteAllText(File, "mine");

        Assert.Contains("--force", Assert.Throws<UserException>(() => Run(File, "--template", "clip")).Message);
        Assert.Equal("mine", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Init_NobodyToAsk_NamesTheTemplates() =>
        Assert.Contains("--template hosted|clip|finetune|own-data", Assert.Throws<UserException>(() => Run(File)).Message);

    private static (int Code, string Output) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var configuration = new InvocationConfiguration { Output = output, Error = output, EnableDefaultExceptionHandler = false };
        var code = InitCommand.Create().Parse(arguments).Invoke(configuration);
        return (code, output.ToString());
    }
}

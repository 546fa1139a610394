using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.TestUtils;

namespace MuBench.Tests.Docs;

/// <summary>The style on the page <c>docs/add-a-benchmark.md</c> is this project's code, and does what the page says.</summary>
public sealed class OwnWordsStyleTests
{
    private static readonly OwnWordsStyle Style = new();
    private static readonly Question Question = new() { Key = "k", Text = "What is it?", Options = ["a cell", "a fibre"], AnswerIndex = 1 };

    [Fact]
    public void Page_CodeBlock_IsTheFile()
    {
        var page = File.ReadAllText(RepositoryFiles.Path("docs", "add-a-benchmark.md")).ReplaceLineEndings("\n");
        var file = File.ReadAllText(RepositoryFiles.Path("tests", "Evaluation.Tests", "Docs", "OwnWordsStyle.cs")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{file[file.IndexOf("/// <summary>", StringComparison.Ordinal)..]}```", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a fibre", 1, 1)]
    [InlineData(" a fibre. ", null, 1)]
    [InlineData("A cell, I think", 0, null)]
    [InlineData("no idea", null, null)]
    public void Choose_Replies_AreReadByBothProtocols(string response, int? official, int? strict)
    {
        var record = new ResponseRecord { Key = "k", Row = 0, Question = "k", Text = response, Finish = FinishReasons.Stop };
        Assert.Equal(official, Style.Choose(record, Question, Protocols.Official));
        Assert.Equal(strict, Style.Choose(record, Question, Protocols.Strict));
    }

    [Fact]
    public void BuildPrompt_Question_NamesTheOptions() =>
        Assert.Equal("What is it?\nAnswer with one of: a cell; a fibre.", Style.BuildPrompt(Question, new ModelManifest { Id = "m", Kind = ModelKinds.OpenAI }, hasImage: true));
}

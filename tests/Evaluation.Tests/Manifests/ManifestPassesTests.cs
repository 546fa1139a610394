using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

public sealed class ManifestPassesTests
{
    [Fact]
    public void Read_ModelWithoutItsOwn_HasTheManifests()
    {
        var passes = ManifestSample.Read(ManifestSample.Full).Manifest!.Models.Single(model => model.Id == "qwen").Passes!;

        Assert.Equal(["blind", "shuffled-image"], passes.Controls!);
        Assert.Equal(3, passes.Repeats);
        Assert.Equal(new PermutationsManifest(4, "free"), passes.Permutations);
    }

    [Fact]
    public void Read_ModelWithItsOwn_HasThose()
    {
        var passes = ManifestSample.Read(ManifestSample.Full).Manifest!.Models.Single(model => model.Id == "gpt-5").Passes!;

        Assert.Equal(["blind"], passes.Controls!);
        Assert.Equal(1, passes.Repeats);
        Assert.Equal(new PermutationsManifest(0), passes.Permutations);
    }

    [Fact]
    public void Read_EmptyListOfAModel_TakesTheControlsAway() =>
        Assert.Empty(ManifestSample.Read(ManifestSample.With("models[1].controls", "[]")).Manifest!.Models[1].Passes!.Controls!);

    [Fact]
    public void Read_OtherKinds_AreAskedOnce() =>
        Assert.All(ManifestSample.Read(ManifestSample.Full).Manifest!.Models.Where(model => model.Kind != "openai"), model => Assert.Null(model.Passes));

    [Theory]
    [InlineData("controls", """["blnd"]""", "$.controls[0]", "did you mean 'blind'?")]
    [InlineData("controls", """[1]""", "$.controls[0]", "found 1")]
    [InlineData("controls", """["blind", "blind"]""", "$.controls[1]", "occurs twice")]
    [InlineData("controls", "\"blind\"", "$.controls", "expected a list of 'blind' and 'shuffled-image'")]
    [InlineData("benchmark.repeats", "0", "$.benchmark.repeats", "from 1 to 100")]
    [InlineData("benchmark.permutations", "4", "$.benchmark.permutations", "'orders'")]
    [InlineData("benchmark.permutations", "{}", "$.benchmark.permutations.orders", "is required")]
    [InlineData("models[1].permutations", """{ "orders": 2, "noneOfTheAbove": "last" }""", "$.models[1].permutations.noneOfTheAbove", "'pinned' or 'free'")]
    [InlineData("models[2].repeats", "2", "$.models[2].repeats", "'openai'")]
    [InlineData("repeats", "2", "$.repeats", "belongs in 'benchmark'")]
    public void Read_Fault_SaysWhatWasExpected(string path, string json, string at, string words)
    {
        var fault = ManifestSample.FaultWith(path, json);

        Assert.Equal(at, fault.Path);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_OfAControl_IsItsOwn()
    {
        var model = ManifestSample.Read(ManifestSample.Full).Manifest!.Models[1];
        var context = new ModelKeyContext(null, 0, "rev", "run");

        string[] keys = [ModelKey.Of(model, context), .. Controls.All.Select(control => ModelKey.Of(model, context with { Control = control }))];

        Assert.Equal(3, keys.Distinct().Count());
    }
}

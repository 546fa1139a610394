using MuBench.Contrastive;
using MuBench.Models;
using MuBench.TestUtils.Contrastive;

namespace MuBench.Tests.Models.Contrastive;

public sealed class EnsembleTests
{
    [Theory]
    [InlineData("a photo of {class}.", "basophil", "a photo of basophil.")]
    [InlineData("{article} {class}", "immature granulocyte", "an immature granulocyte")]
    [InlineData("{class} and {class}", "None", "None and None")]
    [InlineData("a photo of {class}.", "none of the above", "none of the above")]
    public void Fill_Option_Sentence(string template, string option, string expected) =>
        Assert.Equal([expected], EnsembleTemplate.Fill([template], option));

    [Fact]
    public void EmbedOptions_SeveralSentences_MeanOfUnitVectorsAtLengthOne()
    {
        using var folder = new TinyModel("separate");
        using var model = ContrastiveModel.Load(folder.Path, new ContrastiveOptions());
        string[] sentences = ["a cell", "a micrograph of a cell", "cells"];
        var form = new PromptVariant(PromptVariants.Ensemble, "", ["cell", "none of the above"], "") { Sentences = [sentences, ["none of the above"]] };
        var options = model.EmbedOptions(form.Options, form.Sentences);
        var vectors = model.EmbedTexts(sentences);
        var mean = Enumerable.Range(0, vectors[0].Length).Select(i => vectors.Average(vector => (double)vector[i])).ToArray();
        var length = Math.Sqrt(mean.Sum(value => value * value));
        for (var i = 0; i < mean.Length; i++)
            Assert.Equal(mean[i] / length, options[0][i], 1e-6);
        Assert.Equal(model.EmbedTexts(["none of the above"])[0], options[1]);
    }
}

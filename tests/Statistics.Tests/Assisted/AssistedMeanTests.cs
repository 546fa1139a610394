using System.Text.Json;
using MuBench.Statistics;
using MuBench.Statistics.Assisted;
using MuBench.TestUtils;

namespace MuBench.Tests.Statistics.Assisted;

/// <summary>Means that predictions make more precise.</summary>
public sealed class AssistedMeanTests
{
    [Fact]
    public void Of_Sample_IsWhatNumPyComputes()
    {
        var (questions, reference) = Reference();

        var mean = AssistedMean.Of(questions, Numbers(reference.Values))!.Value;

        Assert.Equal(reference.Plain, mean.Plain, 1e-12);
        Assert.Equal(reference.Estimate, mean.Estimate, 1e-10);
        Assert.Equal(reference.Lambda, mean.Lambda, 1e-10);
        Assert.Equal(reference.VarianceRatio, mean.VarianceRatio, 1e-10);
        Assert.Equal(reference.Sampled, mean.Sampled, 1e-12);
    }

    /// <summary>A part that divides the cells, as a submodality within a source dataset does: the helpers answer it better or worse than its cells.</summary>
    [Fact]
    public void Of_PartThatDividesCells_IsWhatNumPyComputes()
    {
        var (questions, reference) = Reference();
        var part = reference.Part.Questions.ToHashSet();

        var mean = AssistedMean.Of(questions, Numbers(reference.Values), part.Contains)!.Value;

        Assert.Equal(reference.Part.Plain, mean.Plain, 1e-12);
        Assert.Equal(reference.Part.Estimate, mean.Estimate, 1e-10);
        Assert.Equal(reference.Part.Lambda, mean.Lambda, 1e-10);
        Assert.Equal(reference.Part.VarianceRatio, mean.VarianceRatio, 1e-10);
        Assert.Equal(reference.Part.Sampled, mean.Sampled, 1e-12);
    }

    /// <summary>Good helpers, useless ones, and many useless ones, among which a rule that picks the narrowest interval afterwards would find some by chance.</summary>
    [Theory]
    [InlineData(new[] { 0.8 }, 1.8, 4.0)]
    [InlineData(new[] { 0.5, 0.5 }, 1.2, 2.4)]
    [InlineData(new[] { 0.0 }, 1.0, 1.2)]
    [InlineData(new[] { 0.0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 1.0, 1.2)]
    public void Interval_OverManySamples_HoldsTheTruthAndIsNeverWider(double[] correlations, double minGain, double maxGain)
    {
        const int Samples = 1500;
        var (held, plainErrors, errors) = (0, 0.0, 0.0);
        for (var sample = 0; sample < Samples; sample++)
        {
            var random = Xoshiro256.For(sample, "assisted");
            var population = DrawnPopulation.Draw(1000, correlations, random);
            var values = population.Sample(200, random);
            var mean = AssistedMean.Of(population.Questions, values)!.Value;
            var tally = population.Tally(values);
            var (interval, plain) = (mean.Interval(tally, 0.95), tally.ShareInterval(0.95));
            Assert.True(interval.High - interval.Low <= plain.High - plain.Low, $"sample {sample}");
            held += interval.Low <= population.Mean && population.Mean <= interval.High ? 1 : 0;
            plainErrors += Math.Pow(mean.Plain - population.Mean, 2);
            errors += Math.Pow(mean.Estimate - population.Mean, 2);
        }

        Assert.InRange(held / (double)Samples, 0.94, 0.985);
        Assert.InRange(plainErrors / errors, minGain, maxGain);
    }

    [Theory]
    [InlineData(0.8, 1.6, 4.0)]
    [InlineData(0.0, 0.97, 1.2)]
    public void Difference_OverManySamples_HoldsTheTruthAndIsNeverWider(double correlation, double minGain, double maxGain)
    {
        const int Samples = 1000;
        var (held, plainErrors, errors) = (0, 0.0, 0.0);
        for (var sample = 0; sample < Samples; sample++)
        {
            var random = Xoshiro256.For(sample, "difference");
            var population = DrawnPopulation.Difference(DrawnPopulation.Draw(1000, [correlation], random), DrawnPopulation.Draw(1000, [correlation], random));
            var values = population.Sample(200, random);
            var mean = AssistedMean.Of(population.Questions, values, min: -1)!.Value;
            var (tally, discordant) = (population.Tally(values), values.Count(value => double.IsFinite(value) && value != 0));
            var (interval, plain) = (mean.Difference(tally, discordant).Interval(0.95), DifferenceTest.Of(tally, discordant).Interval(0.95));
            Assert.True(interval.High - interval.Low <= plain.High - plain.Low + 1e-9, $"sample {sample}");
            held += interval.Low <= population.Mean && population.Mean <= interval.High ? 1 : 0;
            plainErrors += Math.Pow(mean.Plain - population.Mean, 2);
            errors += Math.Pow(mean.Estimate - population.Mean, 2);
        }

        Assert.InRange(held / (double)Samples, 0.935, 0.99);
        Assert.InRange(plainErrors / errors, minGain, maxGain);
    }

    [Fact]
    public void Of_HelperThatGivesTheModelsOwnAnswers_IsNearlyTheTruth()
    {
        var random = Xoshiro256.For(3, "same");
        var population = DrawnPopulation.Draw(1000, [1.0], random);

        var mean = AssistedMean.Of(population.Questions, population.Sample(150, random))!.Value;

        Assert.Equal(population.Mean, mean.Estimate, 0.004);
        Assert.Equal(1, mean.Lambda, 0.05);
        Assert.True(mean.EffectiveSize > 100, $"{mean.EffectiveSize}");
    }

    [Fact]
    public void Of_SampleThatIsSmallOrAlike_IsNull()
    {
        var random = Xoshiro256.For(4, "small");
        var population = DrawnPopulation.Draw(1000, [0.9], random);
        var values = population.Sample(200, random);

        Assert.Null(AssistedMean.Of(population.Questions, population.Sample(AssistedMean.MinImages - 1, random)));
        Assert.NotNull(AssistedMean.Of(population.Questions, population.Sample(AssistedMean.MinImages, random)));
        Assert.Null(AssistedMean.Of(population.Questions, [.. values.Select(value => double.IsNaN(value) ? value : 1)]));
    }

    [Fact]
    public void Of_PartOfThePopulation_IsThatOfThePartAlone()
    {
        var random = Xoshiro256.For(5, "part");
        var population = DrawnPopulation.Draw(1500, [0.7], random);
        var values = population.Sample(600, random);

        var mean = AssistedMean.Of(population.Questions, values, question => population.Questions.Cells[question] == 1)!.Value;

        Assert.Equal(Enumerable.Range(0, values.Length).Where(question => population.Questions.Cells[question] == 1 && double.IsFinite(values[question])).Average(question => values[question]), mean.Plain, 1e-12);
        Assert.InRange(mean.Sampled, 0.3, 0.5);
    }

    private static (AssistedQuestions Questions, AssistedReference Reference) Reference()
    {
        var reference = JsonSerializer.Deserialize<AssistedReference>(
            File.ReadAllText(RepositoryFiles.Path("tests/Statistics.Tests/Assisted/data/assisted.json")), JsonSerializerOptions.Web)!;
        return (new AssistedQuestions(reference.Images, reference.Cells, [.. reference.Features.Select(Numbers)]), reference);
    }

    private static double[] Numbers(double?[] values) => [.. values.Select(value => value ?? double.NaN)];
}

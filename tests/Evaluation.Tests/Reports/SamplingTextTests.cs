using MuBench.Reports;
using MuBench.Scoring;
using MuBench.Scoring.Stopping;

namespace MuBench.Tests.Reports;

public sealed class SamplingTextTests
{
    [Theory]
    [InlineData(-0.011, -0.011, "a is worse than b: −1.10 points [−1.10, −1.10], 76 items, look 1, all asked: about these images alone")]
    [InlineData(-0.02, -0.001, "a is worse than b: −1.10 points [−2.00, −0.10], 76 items, look 1")]
    public void Of_Pair_SaysWhetherItsVerdictIsAboutTheImagesAlone(double low, double high, string text) => Assert.Equal(text, SamplingText.Of(new LookPair
    {
        A = "a", B = "b", Images = 76, Difference = -0.011, Interval = [low, high], Log10E = 0, Verdict = Verdicts.Worse, DecidedAt = 1,
    }));
}

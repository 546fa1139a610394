using CsCheck;
using MuBench.Pipeline.Planning;

namespace MuBench.Tests.Pipeline;

public sealed class StratifiedSampleTests
{
    private static readonly Gen<List<StratifiedSample.Candidate>> Candidates =
        Gen.Int[0, 5].Select(stratum => $"s{stratum}").List[1, 200].Select(strata => strata.Select((stratum, row) => new StratifiedSample.Candidate(row, stratum)).ToList());

    [Fact]
    public void Draw_Any_GivesTheSizeAskedForAndTheSameEachTime() =>
        Gen.Select(Candidates, Gen.Int[1, 250], Gen.Int).Sample((candidates, size, seed) =>
        {
            var drawn = StratifiedSample.Draw(candidates, size, seed);
            Assert.Equal(Math.Min(size, candidates.Count), drawn.Count);
            Assert.True(drawn.SetEquals(StratifiedSample.Draw(candidates, size, seed)));
        });

    [Fact]
    public void Draw_Any_GivesEveryStratumItsShareToOneSeat() =>
        Gen.Select(Candidates, Gen.Int[1, 200], Gen.Int).Sample((candidates, size, seed) =>
        {
            var drawn = StratifiedSample.Draw(candidates, size, seed);
            foreach (var stratum in candidates.GroupBy(candidate => candidate.Stratum))
            {
                var share = (double)stratum.Count() * Math.Min(size, candidates.Count) / candidates.Count;
                Assert.InRange(stratum.Count(candidate => drawn.Contains(candidate.Row)), Math.Floor(share), Math.Ceiling(share));
            }
        });

    [Fact]
    public void Draw_AnotherSeed_GivesAnotherSample()
    {
        var candidates = Enumerable.Range(0, 100).Select(row => new StratifiedSample.Candidate(row, "s")).ToList();
        Assert.False(StratifiedSample.Draw(candidates, 10, 1).SetEquals(StratifiedSample.Draw(candidates, 10, 2)));
    }
}

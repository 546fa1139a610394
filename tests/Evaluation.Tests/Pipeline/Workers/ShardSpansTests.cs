using CsCheck;
using MuBench.Pipeline.Workers;
using MuBench.Tests.Pipeline.Progress;

namespace MuBench.Tests.Pipeline.Workers;

public sealed class ShardSpansTests
{
    [Fact]
    public void Of_AnyPlan_HasEveryShardOnceInOrderAndFewSpans() =>
        Gen.Int[1, 700].Array[0, 3000].Sample(
            shards =>
            {
                var spans = ShardSpans.Of(StatusComposerTests.PlanOf(shards));

                Assert.Equal(Enumerable.Range(0, shards.Length), spans.SelectMany(span => span));
                Assert.All(spans, span => Assert.InRange(span.Count, 1, ShardSpans.MaxShards));
                Assert.All(spans.SkipLast(1), span => Assert.True(span.Count == ShardSpans.MaxShards || span.Sum(shard => shards[shard]) >= ShardSpans.MinQuestions));
                Assert.True(spans.Count <= 201 + (shards.Length / ShardSpans.MaxShards), $"{spans.Count} spans");
            },
            iter: 300);

    [Fact]
    public void Of_SmallRun_IsOneSpan() => Assert.Equal([0, 1, 2], Assert.Single(ShardSpans.Of(StatusComposerTests.PlanOf(100, 100, 100))));

    [Fact]
    public void Of_NoShards_IsNone() => Assert.Empty(ShardSpans.Of(StatusComposerTests.PlanOf()));
}

using CsCheck;
using MuBench.Manifests;
using MuBench.Money;

namespace MuBench.Tests.Money;

/// <summary>The bound of a call adapts if calls exceed it, with any number of calls in flight.</summary>
public sealed class CallCostTests
{
    private const string Prompt = "What is the most likely stain?";

    [Fact]
    public void Learn_FromManyCallsInFlight_ExceedsNoOverrunThatWasSeen() =>
        Gen.Select(Gen.Int[0, 300].Select(percent => percent / 100m).Array[1, 200], Gen.Int[1, 64], Gen.Int[0, 1000]).Sample((overruns, slots, seed) =>
        {
            var cost = new CallCost(Model());
            var unscaled = cost.BoundOf(Prompt, [])!.Value.Usd;
            var random = new Random(seed);
            var inFlight = new List<(CallBound Bound, decimal Overrun)>();
            var highest = 1m;
            foreach (var overrun in overruns)
            {
                if (inFlight.Count == slots)
                    End();
                inFlight.Add((cost.BoundOf(Prompt, [])!.Value, overrun));
            }

            while (inFlight.Count > 0)
                End();

            void End()
            {
                var index = random.Next(inFlight.Count);
                var (bound, overrun) = inFlight[index];
                inFlight.RemoveAt(index);
                highest = Math.Max(highest, overrun);
                cost.Learn(bound, unscaled * overrun);
                // At least the highest cost so far, so that the next calls fit; no more, so that no money is left unused.
                Assert.Equal(highest, cost.BoundOf(Prompt, [])!.Value.Usd / unscaled, 12);
            }
        });

    private static ModelManifest Model() => ManifestReader.Read("""
        { "name": "n", "benchmark": { "dataset": "d" }, "models": [ { "id": "m", "kind": "openai", "endpoint": "http://127.0.0.1:1/v1", "model": "x",
          "price": { "inputPerMillion": 1, "outputPerMillion": 10 } } ] }
        """u8.ToArray()).Manifest!.Models[0];
}

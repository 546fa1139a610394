using MuBench.Throttling.Fleet;

namespace MuBench.Tests.Throttling;

/// <summary>What all workers together learn from refusals.</summary>
public sealed class FleetLearningTests
{
    private static readonly WorkerShare Share = new() { Renewals = 2, Seconds = 6, WantedSlots = 1, Starts = 1 };

    private static readonly KeyValuePair<string, WorkerShare>[] Others = [.. Enumerable.Range(0, 199).Select(worker => KeyValuePair.Create($"{worker}", Share))];

    /// <summary>The capacity was halved in the middle of the workers' intervals. Each has made a call per second, and half of those since then were refused.</summary>
    [Fact]
    public void Learn_ManyRefusalsOfCallsBeforeTheCut_CutsToTheShareSinceTheFirstRefusal()
    {
        var learned = new LearnedLimit { Window = 200, Pace = 190, RefusedPace = 200, Cuts = 7, Climb = 0.1, ProbeStep = 0.1 };

        for (var worker = 0; worker < 5; worker++)
        {
            var report = new WorkerReport { Seconds = 6.5, Started = 6, Cuts = 6, Accepted = 4, Refused = 2, AcceptedAfterRefusal = 1, RefusedAfterRefusal = 1 };
            learned = FleetLearning.Learn(learned, report, Share, Others, 6.5);
        }

        Assert.Equal((7, 100), (learned.Cuts, learned.Pace!.Value)); // by all calls of the interval it would be 133
    }

    [Fact]
    public void Learn_OneRefusalPerWorker_KeepsThePaceOfTheCut()
    {
        var learned = new LearnedLimit { Window = 200, Pace = 190, RefusedPace = 200, Cuts = 7, Climb = 0.1, ProbeStep = 0.1 };

        for (var worker = 0; worker < 20; worker++)
        {
            var report = new WorkerReport { Seconds = 6.5, Started = 6, Cuts = 6, Accepted = 5, Refused = 1, AcceptedAfterRefusal = 2 };
            learned = FleetLearning.Learn(learned, report, Share, Others, 6.5);
        }

        Assert.Equal(190, learned.Pace!.Value);
    }

    [Fact]
    public void Learn_RefusalsThatAskForAPause_AreFollowedByFasterGrowth()
    {
        Assert.True(GrownAfterRefusal(askedPause: 1) > 1.5 * GrownAfterRefusal(askedPause: 0));

        // Both climb to the last refused pace alike, and then look for more.
        static double GrownAfterRefusal(double askedPause)
        {
            var learned = new LearnedLimit { Window = 200, Pace = 200, RefusedPace = 200, Cuts = 7, AcceptedSinceCut = 6000, SecondsSinceCut = 30, Climb = 0.3, ProbeStep = 1 };
            // The pause is over when the worker reports it.
            learned = FleetLearning.Learn(learned, new WorkerReport { Seconds = 6.5, Started = 7, Cuts = 7, Accepted = 6, Refused = 1, AskedPause = askedPause }, Share, Others, 6.5);
            for (var report = 0; report < 200 * 6; report++)
                learned = FleetLearning.Learn(learned, new WorkerReport { Seconds = 6.5, Started = 6, Cuts = 8, Accepted = 6, IsPaceBound = true }, Share, Others, 6.5);
            return learned.Pace!.Value - 200;
        }
    }
}

using MuBench.Tests.Functions.Orchestrations;
using Xunit.Sdk;
using Xunit.v3;

namespace MuBench.Tests.Functions;

/// <summary>Starts the tests that wait for a lost worker's share first, so that they wait beside the others and not after them.</summary>
public sealed class WaitingTestsFirst : ITestCollectionOrderer
{
    private static readonly Type[] Waiting = [typeof(LostWorkerTests), typeof(DeploymentTests), typeof(AzureStorageTests), typeof(SampledOrchestrationTests)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(Rank)];

    // The collection of a class is named after it.
    private static int Rank<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var rank = Array.FindIndex(Waiting, type => collection.TestCollectionDisplayName.Contains(type.FullName!, StringComparison.Ordinal));
        return rank < 0 ? Waiting.Length : rank;
    }
}

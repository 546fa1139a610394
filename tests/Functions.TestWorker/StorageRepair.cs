using System.Reflection;
using System.Runtime.ExceptionServices;
using DurableTask.Core;
using DurableTask.Core.History;

namespace MuBench.Functions.TestWorker;

/// <summary>
/// Adapts the test host's gRPC server, which was made for its own in-memory store, to the Azure Storage backend. For
/// sub-orchestrations the server passes tags as a protobuf map and a history event of its own class. Azure Storage writes both but
/// cannot read them. The Functions host has its own server and does not need this.
/// </summary>
internal class StorageRepair : DispatchProxy
{
    private IOrchestrationService _inner = null!;

    /// <summary>Wraps a backend.</summary>
    public static IOrchestrationService Wrap(IOrchestrationService inner)
    {
        var proxy = Create<IOrchestrationService, StorageRepair>();
        ((StorageRepair)(object)proxy)._inner = inner;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync))
            Repair((OrchestrationRuntimeState)args![1]!, (IList<TaskMessage>)args[3]!);
        try
        {
            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }

    private static void Repair(OrchestrationRuntimeState state, IList<TaskMessage> orchestratorMessages)
    {
        Repair(state.NewEvents);
        if (!ReferenceEquals(state.Events, state.NewEvents))
            Repair(state.Events);
        foreach (var message in orchestratorMessages)
        {
            if (message.Event is ExecutionStartedEvent { Tags: not null and not Dictionary<string, string> } started)
                started.Tags = new Dictionary<string, string>(started.Tags);
        }
    }

    private static void Repair(IList<HistoryEvent> events)
    {
        for (var index = 0; index < events.Count; index++)
        {
            if (events[index] is not SubOrchestrationInstanceCreatedEvent created || created.GetType() == typeof(SubOrchestrationInstanceCreatedEvent))
                continue;
            events[index] = new SubOrchestrationInstanceCreatedEvent(created.EventId)
            {
                Name = created.Name,
                Version = created.Version,
                InstanceId = created.InstanceId,
                Input = created.Input,
                Timestamp = created.Timestamp,
                IsPlayed = created.IsPlayed,
            };
        }
    }
}

namespace MuBench.Exports.Harness;

/// <summary>A task or a group of the harness: one slice of the run.</summary>
/// <param name="Name">Its name, such as <c>ubench_coarse_modality</c>.</param>
/// <param name="Alias">Its name within its group.</param>
/// <param name="Task">The run's task.</param>
/// <param name="Slice">The run's slice.</param>
/// <param name="Subtasks">Names of the subtasks of a group; empty for a task.</param>
internal sealed record HarnessTask(string Name, string Alias, string Task, string Slice, IReadOnlyList<string> Subtasks);

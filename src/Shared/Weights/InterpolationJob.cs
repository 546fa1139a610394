using MuBench.Weights.Files;
using MuBench.Weights.Folders;
using MuBench.Weights.Mixing;

namespace MuBench.Weights;

/// <summary>One call of <see cref="WeightInterpolator"/>. It opens and checks all inputs before it writes anything.</summary>
internal sealed class InterpolationJob : IDisposable
{
    private readonly IReadOnlyList<string> _inputs;
    private readonly IReadOnlyList<InterpolationOutput> _outputs;
    private readonly bool _areFolders;
    private readonly List<WeightModel> _open = [];
    private readonly List<(string RelativePath, MixPlan Plan)> _plans = [];
    private readonly List<string> _notes = [];

    private InterpolationJob(IReadOnlyList<string> inputs, IReadOnlyList<InterpolationOutput> outputs)
    {
        _inputs = inputs;
        _outputs = outputs;
        _areFolders = Directory.Exists(inputs[0]);
    }

    /// <summary>Opens the inputs and checks that they fit together.</summary>
    public static InterpolationJob Open(IReadOnlyList<string> inputs, IReadOnlyList<InterpolationOutput> outputs)
    {
        var job = new InterpolationJob(inputs, outputs);
        try
        {
            job.CheckPaths();
            job.Plan();
            return job;
        }
        catch
        {
            job.Dispose();
            throw;
        }
    }

    /// <summary>Writes the outputs.</summary>
    public async Task<InterpolationResult> RunAsync(bool overwrite, IProgress<InterpolationProgress>? progress, CancellationToken cancellationToken)
    {
        var staged = new List<StagedOutput>();
        try
        {
            foreach (var output in _outputs)
                staged.Add(Stage(output.Path, overwrite));
            CheckCompanions(staged);
            await MixAsync(staged, progress, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < staged.Count; i++)
            {
                if (_areFolders)
                    CopyOtherFiles(staged[i].Folder);
                Commit(staged[i], _outputs[i].Path);
            }

            var bytes = _plans.Sum(plan => plan.Plan.Bytes) * _outputs.Count;
            return new InterpolationResult([.. _outputs.Select(output => output.Path)], bytes, _notes);
        }
        finally
        {
            staged.ForEach(output => output.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _open.ForEach(model => model.Dispose());

    private void CheckPaths()
    {
        foreach (var input in _inputs)
        {
            if (!Directory.Exists(input) && !File.Exists(input))
                throw new UserException($"There is no '{input}'.");
            if (Directory.Exists(input) != _areFolders)
                throw new UserException($"'{_inputs[0]}' and '{input}' are a file and a folder: give files, or folders.");
        }

        var places = _outputs.Select(output => PlaceOf(output.Path)).ToList();
        if (places.Distinct(StringComparer.OrdinalIgnoreCase).Count() < places.Count)
            throw new UserException("Two outputs have the same name. Give each a name of its own.");
        if (_inputs.Select(PlaceOf).Intersect(places, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } both)
            throw new UserException($"'{both}' is an input, and would be overwritten by an output. Choose another name.");
    }

    private void Plan()
    {
        var faults = new List<string>();
        if (_areFolders)
        {
            var pairing = ModelPairing.Of(_inputs);
            _notes.AddRange(pairing.Notes);
            foreach (var other in _inputs.Skip(1))
                faults.AddRange(ArchitectureConfig.Differences(_inputs[0], other));
            foreach (var set in pairing.Sets)
                PlanSet(set[0], [.. set.Select((path, i) => Path.Combine(_inputs[i], path))], faults);
        }
        else
        {
            PlanSet(Path.GetFileName(_inputs[0]), _inputs, faults);
        }

        if (faults.Count > 0)
        {
            throw new UserException(
                $"The models {string.Join(", ", _inputs.Select(input => $"'{input}'"))} cannot be combined, {faults.Count:N0} {(faults.Count == 1 ? "fault" : "faults")}:\n  {string.Join("\n  ", faults)}");
        }
    }

    private void PlanSet(string relativePath, IReadOnlyList<string> paths, List<string> faults)
    {
        var models = new List<WeightModel>();
        foreach (var path in paths)
        {
            models.Add(WeightModels.Open(path));
            _open.Add(models[^1]);
        }

        // For example a quantised variant beside the main model: its whole numbers have a different scale in each model.
        if (_areFolders && models.Find(model => model.Graph?.QuantisedBy is not null) is { } quantised)
            _notes.Add($"'{quantised.Path}' is left out: it is quantised. Quantise the result instead.");
        else
            _plans.Add((relativePath, MixPlanner.Plan(models, faults)));
    }

    private StagedOutput Stage(string target, bool overwrite)
    {
        var (mine, others) = _areFolders ? ("folder", "file") : ("file", "folder");
        if (_areFolders ? File.Exists(target) : Directory.Exists(target))
            throw new UserException($"'{target}' is a {others}, and the inputs are {mine}s: name a {mine} to write.");
        if (_areFolders && Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            StagedOutput.CheckFree(target, overwrite);
        try
        {
            return _areFolders ? StagedOutput.ForFolder(target, overwrite) : StagedOutput.ForFile(target, overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw OutputFaults.Explain(exception, target);
        }
    }

    private static void Commit(StagedOutput output, string target)
    {
        try
        {
            output.Commit();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw OutputFaults.Explain(exception, target);
        }
    }

    private void CheckCompanions(List<StagedOutput> staged)
    {
        if (_areFolders)
            return;
        var companions = _plans[0].Plan.First.Files.Skip(1).Select(file => file.Name).ToList();
        staged.ForEach(output => companions.ForEach(output.CheckFree));
        if (companions.Count > 0 && _outputs.Select(output => Path.GetDirectoryName(PlaceOf(output.Path))).Distinct().Count() < _outputs.Count)
        {
            throw new UserException(
                $"'{_inputs[0]}' has further files ({string.Join(", ", companions)}), whose names are fixed: write each output into a folder of its own, such as mixed/{{alpha}}/{Path.GetFileName(_inputs[0])}.");
        }

        var inputs = _open.SelectMany(model => model.Files).Select(file => PlaceOf(file.Path)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var places = _outputs.SelectMany(output => companions.Select(name => Path.Combine(Path.GetDirectoryName(PlaceOf(output.Path))!, name)));
        if (places.FirstOrDefault(inputs.Contains) is { } both)
            throw new UserException($"'{both}' belongs to an input, and would be overwritten by an output. Write to another folder.");
    }

    private async Task MixAsync(List<StagedOutput> staged, IProgress<InterpolationProgress>? progress, CancellationToken cancellationToken)
    {
        if (_plans.Count == 0)
            throw new UserException($"The models in '{_inputs[0]}' are all quantised. Mix the models of floating-point weights, then quantise the result.");
        var total = _plans.Sum(plan => plan.Plan.Bytes);
        var done = 0L;
        var overflowed = 0L;
        void Advance(long bytes) => progress?.Report(new InterpolationProgress(Interlocked.Add(ref done, bytes), total));
        foreach (var (relativePath, plan) in _plans)
        {
            var targets = staged.Select((output, i) => (Path.Combine(output.Folder, _areFolders ? relativePath : output.FileName!), _outputs[i].Weights)).ToList();
            overflowed += await ModelMixer.MixAsync(plan, targets, Advance, cancellationToken).ConfigureAwait(false);
        }

        if (overflowed > 0)
            _notes.Add($"{overflowed:N0} elements are too large for their type and became infinite or not-a-number: the weights are far from 0 to 1, or the models far apart.");
    }

    private void CopyOtherFiles(string stage)
    {
        foreach (var file in WeightFolder.CopiedFilesOf(_inputs[0]))
        {
            var target = Path.Combine(stage, file);
            if (File.Exists(target))
                continue;
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(_inputs[0], file), target);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw OutputFaults.Explain(exception, target);
            }
        }
    }

    private static string PlaceOf(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}

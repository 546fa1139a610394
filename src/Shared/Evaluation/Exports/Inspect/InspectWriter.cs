namespace MuBench.Exports.Inspect;

/// <summary>
/// Writes one log of Inspect AI per model, format version 2: as <c>.eval</c>, Inspect's own archive, or as <c>.json</c>
/// if the target has that extension.
/// </summary>
/// <param name="withImages">Whether the images are included.</param>
/// <remarks>UKGovernmentBEIS/inspect_ai: <c>log/_log.py</c> (the schema), <c>log/_recorders/eval.py</c> and <c>json.py</c> (the files).</remarks>
internal sealed class InspectWriter(bool withImages) : ExportWriter
{
    /// <inheritdoc/>
    public override async Task WriteAsync(
        ScoredRun run, IReadOnlyList<ScoredModel> models, StagedOutput files, ExportMeter meter, CancellationToken cancellationToken)
    {
        if (files.FileName is not null && models.Count != 1)
            throw new UserException($"'{files.FileName}' would hold one model, and {models.Count} are requested: an Inspect log is of one model. Name a folder, or a model by --model (and of its passes a single one, such as 'ID#blind').");
        foreach (var model in models)
        {
            var header = new InspectHeader(run, model, withImages);
            var file = files.FileName ?? header.FileName;
            using var stream = files.Create(file);
            if (Path.GetExtension(file) == ExportTarget.JsonLog)
                await InspectJson.WriteAsync(stream, header, model, meter, cancellationToken).ConfigureAwait(false);
            else
                await InspectArchive.WriteAsync(stream, header, model, files, meter, cancellationToken).ConfigureAwait(false);
        }
    }
}

using System.Text.Json;

namespace MuBench.Hub.Pulling;

/// <summary>Asks the Hub what a model's repository holds: its commit, its license, its files with their hashes.</summary>
public static class HubModelReader
{
    /// <summary>What messages advise instead of a download.</summary>
    public const string ByHand = "Or put the model's files into a folder by other means; docs/contrastive.md says which.";

    private const int MaxLength = 64 << 20;

    /// <summary>Reads the description of a repository at a revision.</summary>
    /// <param name="name">The model.</param>
    /// <param name="access">The endpoint and the token.</param>
    /// <param name="options">Retries, timeouts and clock.</param>
    /// <param name="board">Receives notices of repeated requests.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UserException">The Hub does not answer, refuses, or describes no repository.</exception>
    public static async Task<HubModel> ReadAsync(
        HubModelName name, HubAccess access, DownloadOptions options, DownloadProgressTracker board, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(options);
        var address = access.AddressOf($"api/models/{name.Repository}/revision/{Uri.EscapeDataString(name.Revision)}?blobs=true");
        using var hub = new HubClient(access, options, ByHand);
        byte[]? json = null;
        await new TransferRetry(options.Retry, options.Time, board).RunAsync(
            name.ToString(), options.FirstAttempts, async token => json = await ReadAsync(hub, address, token).ConfigureAwait(false), hasProgressed: null, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(name, document.RootElement, address);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UserException($"{address} does not describe a repository as the Hub does: {fault.Message} Name another mirror with --mirror.", fault);
        }
    }

    private static async Task<byte[]> ReadAsync(HubClient hub, Uri address, CancellationToken cancellationToken)
    {
        using var response = await hub.GetAsync(address, null, null, cancellationToken).ConfigureAwait(false);
        using var content = await hub.GuardAsync(response.OpenAsync, cancellationToken).ConfigureAwait(false);
        using var whole = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (await hub.GuardAsync(token => content.ReadAsync(buffer, token).AsTask(), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            if (whole.Length + read > MaxLength)
                throw new UserException($"{address} sends more than {MaxLength >> 20} MiB where a repository is described. Name another mirror with --mirror.");
            whole.Write(buffer, 0, read);
        }

        // A connection that is cut ends the stream; the length tells it from a whole answer.
        return response.ContentLength is { } length && whole.Length < length
            ? throw new TransferException($"the answer ended {length - whole.Length:N0} bytes too early")
            : whole.ToArray();
    }

    private static HubModel Read(HubModelName name, JsonElement model, Uri address)
    {
        var commit = TextOf(model, "sha");
        if (commit is null || !HubModelName.IsCommit(commit))
            throw new FormatException("'sha' should be a commit of 40 hex digits.");
        if (name.IsPinned && commit != name.Revision)
            throw new UserException($"{address} describes the commit {commit}, and {name} names another one. Name another mirror with --mirror.");
        var files = model.GetProperty("siblings").EnumerateArray().Select(FileOf).ToList();
        var gated = model.TryGetProperty("gated", out var value) && value.ValueKind is not (JsonValueKind.False or JsonValueKind.Null);
        return new HubModel(name, commit, LicenseOf(model), gated, files);
    }

    private static HubModelFile FileOf(JsonElement file)
    {
        var path = TextOf(file, "rfilename") ?? throw new FormatException("A file of 'siblings' has no 'rfilename'.");
        // The blob of a large file is a pointer to it; its own hash and length are in 'lfs'.
        if (file.TryGetProperty("lfs", out var large) && large.ValueKind == JsonValueKind.Object)
            return new HubModelFile(path, LengthOf(large), HubHash.TryParse(HubHashKind.Sha256, TextOf(large, "sha256")));
        return new HubModelFile(path, LengthOf(file), HubHash.TryParse(HubHashKind.GitBlob, TextOf(file, "blobId")));
    }

    /// <summary>The license of the model card. A card may state several, or "other" with a name and an address.</summary>
    private static string? LicenseOf(JsonElement model)
    {
        if (!model.TryGetProperty("cardData", out var card) || card.ValueKind != JsonValueKind.Object || !card.TryGetProperty("license", out var license))
            return null;
        var stated = license.ValueKind == JsonValueKind.Array
            ? string.Join(", ", license.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.String).Select(entry => entry.GetString()))
            : TextOf(card, "license");
        var named = string.Join(", ", new[] { TextOf(card, "license_name"), TextOf(card, "license_link") }.OfType<string>());
        return string.IsNullOrWhiteSpace(stated) ? null : named.Length == 0 ? stated : $"{stated} ({named})";
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? LengthOf(JsonElement element) =>
        element.TryGetProperty("size", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var length) && length >= 0 ? length : null;
}

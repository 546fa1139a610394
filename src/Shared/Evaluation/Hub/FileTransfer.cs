namespace MuBench.Hub;

/// <summary>Transfers the bytes of a file from the server into a <see cref="PartialFile"/>.</summary>
internal sealed class FileTransfer(string name, Uri address, DownloadContext context)
{
    private const int BufferLength = 256 << 10;

    /// <summary>
    /// Asks the server for the file's length by requesting one byte: the addresses to which the Hub redirects are
    /// signed for GET, not for HEAD.
    /// </summary>
    /// <exception cref="UserException">The file is not available, or the server does not give its length.</exception>
    public async Task<RemoteFile> ProbeAsync(CancellationToken cancellationToken)
    {
        RemoteFile? remote = null;
        await context.Retry.RunAsync(
            name, context.Options.FirstAttempts, async token => remote = await AskForLengthAsync(token).ConfigureAwait(false), hasProgressed: null, cancellationToken).ConfigureAwait(false);
        return remote!;
    }

    /// <summary>Downloads the missing ranges in parallel.</summary>
    /// <exception cref="RemoteChangedException">The server sends something else than the requested ranges.</exception>
    public Task FetchRangesAsync(PartialFile partial, RemoteFile remote, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = context.Options.Connections, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(
            partial.Missing(context.Options.RequestLength), options, async (range, token) => await FetchRangeAsync(partial, remote, range, token).ConfigureAwait(false));
    }

    /// <summary>
    /// Downloads the whole file in one stream, from a server that does not support ranges. Each attempt starts at the
    /// beginning.
    /// </summary>
    /// <inheritdoc cref="FetchRangesAsync"/>
    public Task FetchWholeAsync(PartialFile partial, CancellationToken cancellationToken) => context.Retry.RunAsync(
        name,
        context.Retry.Attempts,
        token =>
        {
            context.Board.Set(name, DownloadState.Downloading, bytes: 0);
            return WithConnectionAsync(connected => ReadWholeAsync(partial, connected), token);
        },
        hasProgressed: null,
        cancellationToken);

    private async Task<RemoteFile> AskForLengthAsync(CancellationToken cancellationToken)
    {
        using var response = await AskAsync(new ByteRange(0, 1), null, cancellationToken).ConfigureAwait(false);
        var length = (response.IsPartial ? response.ContentRange?.Length : response.ContentLength) ?? response.LinkedLength
            ?? throw new UserException($"{address} does not say how long the file is. Name another mirror with --mirror.");
        return new RemoteFile(length, response.ETag, response.LinkedTag ?? response.ETag, response.IsPartial);
    }

    private async Task FetchRangeAsync(PartialFile partial, RemoteFile remote, ByteRange range, CancellationToken cancellationToken)
    {
        var (position, counted) = (range.Start, range.Start);
        await context.Retry.RunAsync(name, context.Retry.Attempts, FetchRestAsync, HasProgressed, cancellationToken).ConfigureAwait(false);

        async Task FetchRestAsync(CancellationToken token)
        {
            while (position < range.End)
            {
                await WithConnectionAsync(
                    connected => ReadRangeAsync(partial, remote, range with { Start = position }, reached => position = reached, connected), token).ConfigureAwait(false);
            }
        }

        // A few bytes per attempt do not count as progress.
        bool HasProgressed()
        {
            if (position - counted < context.Options.PieceLength)
                return false;
            counted = position;
            return true;
        }
    }

    private async Task ReadRangeAsync(PartialFile partial, RemoteFile remote, ByteRange range, Action<long> reached, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(range, remote.ETag, cancellationToken).ConfigureAwait(false);
        if (!response.IsPartial)
            throw new RemoteChangedException(name, "it sends all of it where a part was asked for");
        if (response.ContentRange is not { From: { } from, To: { } to } sent || from != range.Start || to < from || (sent.Length ?? partial.Length) != partial.Length)
            throw new RemoteChangedException(name, $"it sends '{response.ContentRange}' where bytes {range.Start}-{range.End - 1}/{partial.Length} were asked for");
        if (remote.ETag is not null && response.ETag is not null && response.ETag != remote.ETag)
            throw new RemoteChangedException(name, $"its entity tag is {response.ETag} where it was {remote.ETag}");
        var end = Math.Min(to + 1, range.End);
        await CopyAsync(response, partial, new ByteRange(range.Start, end), reached, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadWholeAsync(PartialFile partial, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(null, null, cancellationToken).ConfigureAwait(false);
        if (response.IsPartial || (response.ContentLength ?? partial.Length) != partial.Length)
            throw new RemoteChangedException(name, $"it sends {response.ContentLength:N0} bytes where it had announced {partial.Length:N0}");
        await CopyAsync(response, partial, new ByteRange(0, partial.Length), _ => { }, cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyAsync(HubResponse response, PartialFile partial, ByteRange range, Action<long> reached, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(BufferLength, range.Length)];
        using var content = await context.Hub.GuardAsync(response.OpenAsync, cancellationToken).ConfigureAwait(false);
        for (var position = range.Start; position < range.End;)
        {
            var room = buffer.AsMemory(0, (int)Math.Min(buffer.Length, range.End - position));
            var read = await context.Hub.GuardAsync(token => content.ReadAsync(room, token).AsTask(), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                throw new TransferException($"the answer ended {range.End - position:N0} bytes too early");
            await partial.WriteAsync(position, room[..read], cancellationToken).ConfigureAwait(false);
            context.Board.Receive(name, read);
            reached(position += read);
        }
    }

    private async Task<HubResponse> AskAsync(ByteRange? range, string? ifRange, CancellationToken cancellationToken)
    {
        await context.Retry.WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
        return await context.Hub.GetAsync(address, range, ifRange, cancellationToken).ConfigureAwait(false);
    }

    private async Task WithConnectionAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await context.Connections.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            context.Connections.Release();
        }
    }
}

using MuBench.Weights.Elements;

namespace MuBench.Weights.Mixing;

/// <summary>Carries out a plan: reads every input once, in chunks, and writes all outputs.</summary>
internal sealed class MixRunner
{
    private const int ChunkBytes = 1 << 20;
    private const int BufferBudget = 64 << 20;
    private const int MaximumWorkers = 8;

    private readonly MixPlan _plan;
    private readonly IReadOnlyList<MixOutput> _outputs;
    private readonly Action<long> _advance;
    private readonly IEnumerator<FileSpan> _chunks;
    private readonly int _workers;
    private readonly Lock _next = new();
    private long _overflowed;

    private MixRunner(MixPlan plan, IReadOnlyList<FileSpan> spans, IReadOnlyList<MixOutput> outputs, Action<long> advance)
    {
        _plan = plan;
        _outputs = outputs;
        _advance = advance;
        _workers = Math.Clamp(Environment.ProcessorCount, 1, MaximumWorkers);
        var chunkBytes = Math.Clamp(BufferBudget / _workers / (plan.Models.Count + 1), 4096, ChunkBytes);
        _chunks = spans.SelectMany(span => MixLayout.ChunksOf(span, chunkBytes)).GetEnumerator();
    }

    /// <summary>Mixes; returns how many elements overflowed their type, over all outputs.</summary>
    public static async Task<long> RunAsync(
        MixPlan plan, IReadOnlyList<FileSpan> spans, IReadOnlyList<MixOutput> outputs, Action<long> advance, CancellationToken cancellationToken)
    {
        var runner = new MixRunner(plan, spans, outputs, advance);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, runner._workers).Select(_ => Task.Run(() => runner.Work(stopping), CancellationToken.None)).ToList();
        await Task.WhenAll(workers).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return runner._overflowed;
    }

    private void Work(CancellationTokenSource stopping)
    {
        try
        {
            var inputs = new byte[_plan.Models.Count][];
            Array.Fill(inputs, []);
            var output = Array.Empty<byte>();
            while (!stopping.IsCancellationRequested && TryNext(out var chunk))
            {
                if (chunk.Mix is null)
                    Copy(chunk, ref output);
                else
                    Mix(chunk, chunk.Mix, inputs, ref output);
                _advance(chunk.Length);
            }
        }
        catch
        {
            // The other workers stop, and the caller gets this exception.
            stopping.Cancel();
            throw;
        }
    }

    private bool TryNext(out FileSpan chunk)
    {
        lock (_next)
        {
            var found = _chunks.MoveNext();
            chunk = found ? _chunks.Current : default;
            return found;
        }
    }

    private void Copy(FileSpan chunk, ref byte[] buffer)
    {
        var bytes = Room(ref buffer, chunk.Length).Span;
        _plan.First.Files[chunk.File].Read(bytes, chunk.Start);
        foreach (var output in _outputs)
            output.Write(chunk.File, chunk.Start, bytes);
    }

    private void Mix(FileSpan chunk, PartMix mix, byte[][] buffers, ref byte[] result)
    {
        var type = mix.First.Type;
        var count = (int)(chunk.Length / ElementTypes.SizeOf(type));
        var inputs = new MixInput[mix.Parts.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            var part = mix.Parts[i];
            var bytes = Room(ref buffers[i], count * (long)ElementTypes.SizeOf(part.Type));
            mix.Read(i, chunk.Element, count, bytes.Span);
            inputs[i] = new MixInput(part.Type, bytes, 0);
        }

        var mixed = Room(ref result, chunk.Length).Span;
        foreach (var output in _outputs)
        {
            for (var i = 0; i < inputs.Length; i++)
                inputs[i] = inputs[i] with { Weight = output.Weights[i] };
            var overflowed = MixKernel.Mix(inputs, type, count, mixed);
            if (overflowed > 0)
                Interlocked.Add(ref _overflowed, overflowed);
            output.Write(chunk.File, chunk.Start, mixed);
        }
    }

    private static Memory<byte> Room(ref byte[] buffer, long bytes)
    {
        if (buffer.Length < bytes)
            buffer = GC.AllocateUninitializedArray<byte>((int)bytes, pinned: true);
        return buffer.AsMemory(0, (int)bytes);
    }
}

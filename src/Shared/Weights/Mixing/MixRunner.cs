using MuBench.Weights.Elements;

namespace MuBench.Weights.Mixing;

/// <summary>Executes a plan: reads every input once, in chunks, and writes all outputs.</summary>
internal sealed class MixRunner
{
    private const int ChunkBytes = 1 << 20;
    private const int PieceBytes = 256 * 1024;
    private const int BufferBudget = 64 << 20;
    private const int MaxWorkers = 8;

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
        _workers = Math.Clamp(Environment.ProcessorCount, 1, MaxWorkers);
        var chunkBytes = Math.Clamp(BufferBudget / _workers / (outputs.Count + 1), 4096, ChunkBytes);
        _chunks = spans.SelectMany(span => MixLayout.ChunksOf(span, chunkBytes)).GetEnumerator();
    }

    /// <summary>Mixes all parts. Returns the number of elements that overflowed their type, over all outputs.</summary>
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
            var buffers = Enumerable.Repeat(Array.Empty<byte>(), _plan.Models.Count).ToArray();
            var results = Enumerable.Repeat(Array.Empty<byte>(), _outputs.Count).ToArray();
            while (!stopping.IsCancellationRequested && Next() is { } chunk)
            {
                if (chunk.Mix is null)
                    Copy(chunk, results);
                else
                    Mix(chunk, chunk.Mix, buffers, results);
                _advance(chunk.Length);
            }
        }
        catch
        {
            // The other workers stop, and the caller receives this exception.
            stopping.Cancel();
            throw;
        }
    }

    private FileSpan? Next()
    {
        lock (_next)
            return _chunks.MoveNext() ? _chunks.Current : null;
    }

    private void Copy(FileSpan chunk, byte[][] results)
    {
        var bytes = Room(ref results[0], chunk.Length).Span;
        _plan.First.Files[chunk.File].Read(bytes, chunk.Start);
        foreach (var output in _outputs)
            output.Write(chunk.File, chunk.Start, bytes);
    }

    // Inputs are read in pieces that stay in the cache until they are mixed. Outputs are written in large chunks, which is
    // cheapest for the file system.
    private void Mix(FileSpan chunk, PartMix mix, byte[][] buffers, byte[][] results)
    {
        var size = ElementTypes.SizeOf(mix.First.Type);
        var elements = chunk.Length / size;
        var step = MixLayout.StepOf(mix, PieceBytes);
        for (var done = 0L; done < elements; done += step)
        {
            var count = (int)Math.Min(step, elements - done);
            var inputs = Read(mix, chunk.Element + done, count, buffers);
            for (var i = 0; i < _outputs.Count; i++)
            {
                for (var k = 0; k < inputs.Length; k++)
                    inputs[k] = inputs[k] with { Weight = _outputs[i].Weights[k] };
                var overflowed = MixKernel.Mix(inputs, mix.First.Type, count, Room(ref results[i], chunk.Length).Span[(int)(done * size)..]);
                if (overflowed > 0)
                    Interlocked.Add(ref _overflowed, overflowed);
            }
        }

        for (var i = 0; i < _outputs.Count; i++)
            _outputs[i].Write(chunk.File, chunk.Start, results[i].AsSpan(0, (int)chunk.Length));
    }

    private static MixInput[] Read(PartMix mix, long element, int count, byte[][] buffers)
    {
        var inputs = new MixInput[mix.Parts.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            var type = mix.Parts[i].Type;
            var bytes = Room(ref buffers[i], count * (long)ElementTypes.SizeOf(type));
            mix.Read(i, element, count, bytes.Span);
            inputs[i] = new MixInput(type, bytes, 0);
        }

        return inputs;
    }

    private static Memory<byte> Room(ref byte[] buffer, long bytes)
    {
        if (buffer.Length < bytes)
            buffer = GC.AllocateUninitializedArray<byte>((int)bytes, pinned: true);
        return buffer.AsMemory(0, (int)bytes);
    }
}

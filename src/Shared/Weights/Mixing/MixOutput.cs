using Microsoft.Win32.SafeHandles;
using MuBench.Weights.Files;

namespace MuBench.Weights.Mixing;

/// <summary>The files of one output while they are written.</summary>
internal sealed class MixOutput : IDisposable
{
    private readonly List<SafeFileHandle> _handles = [];
    private readonly IReadOnlyList<FileSlot> _slots;
    private readonly long[] _growth;

    private MixOutput(IReadOnlyList<double> weights, IReadOnlyList<FileSlot> slots)
    {
        Weights = weights;
        _slots = slots;
        _growth = new long[slots.Count + 1];
        for (var i = 0; i < slots.Count; i++)
            _growth[i + 1] = _growth[i] + slots[i].Growth;
    }

    /// <summary>The weight of each input.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>Creates the files of an output in one folder.</summary>
    /// <param name="first">The model whose layout the files have.</param>
    /// <param name="path">The path of the output's main file.</param>
    /// <param name="weights">The weight of each input.</param>
    /// <param name="slots">The output's bytes in the slots of the first file.</param>
    public static MixOutput Create(WeightModel first, string path, IReadOnlyList<double> weights, IReadOnlyList<FileSlot> slots)
    {
        var output = new MixOutput(weights, slots);
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            for (var i = 0; i < first.Files.Count; i++)
            {
                var length = first.Files[i].Length + (i == 0 ? output._growth[^1] : 0);
                var file = i == 0 ? path : Path.Combine(folder, first.Files[i].Name);
                // Reserves the space of the whole file, so that a full disk is found before the work, not after an hour of it.
                output._handles.Add(File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read, FileOptions.None, length));
            }

            for (var i = 0; i < slots.Count; i++)
                RandomAccess.Write(output._handles[0], slots[i].Content, slots[i].Start + output._growth[i]);
            return output;
        }
        catch (Exception exception)
        {
            output.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
                throw OutputFaults.Explain(exception, path);
            throw;
        }
    }

    /// <summary>Writes bytes at the position that corresponds to a position in the first model's file.</summary>
    public void Write(int file, long position, ReadOnlySpan<byte> bytes) =>
        RandomAccess.Write(_handles[file], bytes, file == 0 ? position + GrowthBefore(position) : position);

    /// <inheritdoc/>
    public void Dispose() => _handles.ForEach(handle => handle.Dispose());

    private long GrowthBefore(long position)
    {
        var (low, high) = (0, _slots.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_slots[middle].End <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return _growth[low];
    }
}

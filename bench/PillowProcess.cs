using System.Diagnostics;
using System.Globalization;

namespace MuBench.Bench;

/// <summary>A Python process that waits for rounds and does what CLIP's processor does, with Pillow and NumPy.</summary>
internal sealed class PillowProcess : IDisposable
{
    private const string Program = """
        import io, sys, time
        import numpy as np
        from PIL import Image
        mean = np.array([0.48145466, 0.4578275, 0.40821073], np.float32)
        std = np.array([0.26862954, 0.26130258, 0.27577711], np.float32)
        files = [open(p, "rb").read() for p in sys.argv[1:]]
        def one(data):
            image = Image.open(io.BytesIO(data)).convert("RGB")
            w, h = image.size
            w, h = (224, 224 * h // w) if w <= h else (224 * w // h, 224)
            left, top = (w - 224) // 2, (h - 224) // 2
            image = image.resize((w, h), Image.BICUBIC).crop((left, top, left + 224, top + 224))
            x = np.asarray(image).astype(np.float32)
            x *= np.float32(1 / 255)
            x -= mean
            x /= std
            return np.ascontiguousarray(x.transpose(2, 0, 1))
        def decode(data):
            Image.open(io.BytesIO(data)).convert("RGB")
        one(files[0])
        print("ready", flush=True)
        for line in sys.stdin:
            count, work = int(line.split()[0]), decode if "decode" in line else one
            start = time.process_time()
            for i in range(count):
                work(files[i % len(files)])
            print(time.process_time() - start, flush=True)
        """;

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private PillowProcess(Process process, DirectoryInfo folder) => (_process, _folder) = (process, folder);

    /// <summary>Starts the process; null if there is no such Python, or if it lacks Pillow or NumPy.</summary>
    public static PillowProcess? TryStart(string python, IReadOnlyList<byte[]> pngs)
    {
        if (!File.Exists(python))
            return null;
        var folder = Directory.CreateTempSubdirectory("mubench-bench-");
        var files = pngs.Select((png, index) =>
        {
            var path = Path.Combine(folder.FullName, $"{index}.png");
            File.WriteAllBytes(path, png);
            return path;
        }).ToList();
        var start = new ProcessStartInfo(python, ["-c", Program, .. files]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // NumPy's own threads would use more than one core.
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        var pillow = new PillowProcess(Process.Start(start)!, folder);
        if (pillow._process.StandardOutput.ReadLine() == "ready")
            return pillow;
        pillow.Dispose();
        return null;
    }

    /// <summary>Measures the seconds of the processor for this number of images.</summary>
    public double Seconds(int count, bool decodingAlone = false)
    {
        _process.StandardInput.WriteLine($"{count}{(decodingAlone ? " decode" : "")}");
        return double.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}

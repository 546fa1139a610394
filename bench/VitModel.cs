using System.Diagnostics;
using MuBench.TestUtils;

namespace MuBench.Bench;

/// <summary>A model folder with an image side of ViT-B/32's shape and random weights, exported by PyTorch. It answers by chance; it takes as long as CLIP.</summary>
internal static class VitModel
{
    private const string Python = "/usr/bin/python3";

    private const string Program = """
        import sys, math, torch
        from torch import nn
        class Block(nn.Module):
            def __init__(self, w, heads):
                super().__init__()
                self.a, self.b = nn.LayerNorm(w), nn.LayerNorm(w)
                self.qkv, self.out = nn.Linear(w, 3 * w), nn.Linear(w, w)
                self.up, self.down = nn.Linear(w, 4 * w), nn.Linear(4 * w, w)
                self.h, self.w = heads, w
            def forward(self, x):
                b, n = x.shape[0], 50
                q, k, v = (t.reshape(-1, n, self.h, self.w // self.h).transpose(1, 2) for t in self.qkv(self.a(x)).chunk(3, -1))
                y = (q @ k.transpose(2, 3) / math.sqrt(self.w // self.h)).softmax(-1) @ v
                x = x + self.out(y.transpose(1, 2).reshape(-1, n, self.w))
                h = self.up(self.b(x))
                return x + self.down(h * torch.sigmoid(1.702 * h))
        class Vision(nn.Module):
            def __init__(self):
                super().__init__()
                self.patch = nn.Conv2d(3, 768, 32, 32, bias=False)
                self.cls, self.pos = nn.Parameter(torch.randn(1, 1, 768)), nn.Parameter(torch.randn(1, 50, 768))
                self.pre, self.post = nn.LayerNorm(768), nn.LayerNorm(768)
                self.blocks = nn.Sequential(*[Block(768, 12) for _ in range(12)])
                self.proj = nn.Linear(768, 12, bias=False)
            def forward(self, pixel_values):
                x = self.patch(pixel_values).flatten(2).transpose(1, 2)
                cls = self.cls + torch.zeros_like(x[:, :1])
                x = self.blocks(self.pre(torch.cat([cls, x], 1) + self.pos))
                return self.proj(self.post(x[:, 0]))
        torch.manual_seed(0)
        with torch.no_grad():
            torch.onnx.export(Vision().eval(), torch.randn(2, 3, 224, 224), sys.argv[1], opset_version=14, input_names=["pixel_values"],
                              output_names=["image_embeds"], dynamic_axes={"pixel_values": {0: "b"}, "image_embeds": {0: "b"}})
        """;

    /// <summary>Makes the folder; false where there is no PyTorch to make it with.</summary>
    public static bool TryMake(string folder)
    {
        if (!File.Exists(Python))
            return false;
        var data = RepositoryFiles.Path("tests/Shared.Tests/Models/Contrastive/data/clip");
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        // The texts go through the tests' tiny text model, whose vectors have the same 12 numbers.
        File.Copy(Path.Combine(data, "onnx/text_model.onnx"), Path.Combine(folder, "onnx/text_model.onnx"));
        foreach (var file in new[] { "config.json", "tokenizer.json" })
            File.Copy(Path.Combine(data, file), Path.Combine(folder, file));
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), """{ "image_processor_type": "CLIPImageProcessor" }""");
        var start = new ProcessStartInfo(Python, ["-c", Program, Path.Combine(folder, "onnx/vision_model.onnx")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

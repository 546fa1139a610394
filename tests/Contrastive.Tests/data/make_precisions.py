"""Makes the 16-bit and the dynamically quantised exports of the tests from clip/onnx: run it in this folder (onnx 1.12).

The script makes the same graphs as onnxconverter-common's float16 and ONNX Runtime's quantize_dynamic, without these packages.
"""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FLOAT, HALF = TensorProto.FLOAT, TensorProto.FLOAT16


def halve(tensor):
    if tensor.data_type == FLOAT:
        tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name))


def fp16(model):
    graph = model.graph
    for tensor in graph.initializer:
        halve(tensor)
    for value in [*graph.input, *graph.output, *graph.value_info]:
        if value.type.tensor_type.elem_type == FLOAT:
            value.type.tensor_type.elem_type = HALF
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("t"):
                halve(attribute.t)
            if node.op_type == "Cast" and attribute.name == "to" and attribute.i == FLOAT:
                attribute.i = HALF
    return model


def int8(model):
    graph = model.graph
    weights = {t.name: t for t in graph.initializer}
    nodes = []
    for node in graph.node:
        if node.op_type != "MatMul" or node.input[1] not in weights:
            nodes.append(node)
            continue
        a, b, out = *node.input, node.output[0]
        w = numpy_helper.to_array(weights[b])
        scale = np.float32(np.abs(w).max() / 127)
        graph.initializer.append(numpy_helper.from_array(np.round(w / scale).astype(np.int8), out + "_w"))
        graph.initializer.append(numpy_helper.from_array(scale, out + "_ws"))
        nodes += [helper.make_node("DynamicQuantizeLinear", [a], [out + "_q", out + "_s", out + "_z"]),
                  helper.make_node("MatMulInteger", [out + "_q", out + "_w", out + "_z"], [out + "_i"]),
                  helper.make_node("Cast", [out + "_i"], [out + "_f"], to=FLOAT),
                  helper.make_node("Mul", [out + "_s", out + "_ws"], [out + "_sc"]),
                  helper.make_node("Mul", [out + "_f", out + "_sc"], [out])]
    del graph.node[:]
    graph.node.extend(nodes)
    return model


for side in ("vision_model", "text_model"):
    onnx.save(fp16(onnx.load(f"clip/onnx/{side}.onnx")), f"clip/onnx/{side}_fp16.onnx")
    onnx.save(int8(onnx.load(f"clip/onnx/{side}.onnx")), f"clip/onnx/{side}_quantized.onnx")

{{- define "laytime.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "laytime.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "laytime.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "laytime.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Unique in the cluster, for what is in no namespace. */}}
{{- define "laytime.clusterName" -}}
{{- printf "%s-%s-source" .Release.Namespace (include "laytime.fullname" .) -}}
{{- end -}}

{{- define "laytime.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "laytime.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* (dict "root" $ "component" "worker") */}}
{{- define "laytime.selector" -}}
app.kubernetes.io/name: {{ include "laytime.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "laytime.labels" -}}
{{ include "laytime.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* (dict "image" .Values.image "version" .Chart.AppVersion) */}}
{{- define "laytime.image" -}}
{{- if .image.digest -}}
{{- printf "%s@%s" .image.repository .image.digest -}}
{{- else -}}
{{- printf "%s:%s" .image.repository (default .version .image.tag) -}}
{{- end -}}
{{- end -}}

{{/* What the profile "restricted" of Pod security asks of a Pod, for one user; and of its containers. */}}
{{- define "laytime.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "laytime.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* The sources of use that are the cluster that the worker runs in, as {"sources": […]}. */}}
{{- define "laytime.inCluster" -}}
{{- $found := list -}}
{{- range .Values.config.sources | default list -}}
{{- if .cluster -}}
{{- if index .cluster "in-cluster" -}}
{{- $found = append $found .cluster -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $qebbeq := (.Values.config.adapters | default dict).qebbeq -}}
{{- if and $qebbeq (not (include "laytime.clusters" . | fromJson).names) -}}
{{- if not $qebbeq.kubeconfig -}}
{{- /* The worker makes one by itself. */ -}}
{{- $found = append $found (dict "in-cluster" true) -}}
{{- end -}}
{{- end -}}
{{- dict "sources" $found | toJson -}}
{{- end -}}

{{/* The names of the sources of use that are clusters, as {"names": […]}; of the own one alone with "here". */}}
{{- define "laytime.clusters" -}}
{{- $names := list -}}
{{- $here := list -}}
{{- range .Values.config.sources | default list -}}
{{- if .cluster -}}
{{- $names = append $names .name -}}
{{- if index .cluster "in-cluster" -}}
{{- $here = append $here .name -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- dict "names" $names "here" $here | toJson -}}
{{- end -}}

{{/* Not empty where the objects of Qebbeq's kinds are in the own cluster. */}}
{{- define "laytime.qebbeqIsHere" -}}
{{- with (.Values.config.adapters | default dict).qebbeq -}}
{{- $clusters := include "laytime.clusters" $ | fromJson -}}
{{- if $clusters.names -}}
{{- if has (.source | default (first $clusters.names)) $clusters.here -}}true{{- end -}}
{{- else if not .kubeconfig -}}true{{- end -}}
{{- end -}}
{{- end -}}

{{/* Not empty where the objects of image-operator's kind are in the own cluster. */}}
{{- define "laytime.imageOperatorIsHere" -}}
{{- with index (.Values.config.adapters | default dict) "image-operator" -}}
{{- $clusters := include "laytime.clusters" $ | fromJson -}}
{{- if $clusters.names -}}
{{- if has (.source | default (first $clusters.names)) $clusters.here -}}true{{- end -}}
{{- else if not .kubeconfig -}}true{{- end -}}
{{- end -}}
{{- end -}}

{{/* Not empty where Flux's image repositories are mirrored from the own cluster. */}}
{{- define "laytime.imagerepoMirrorIsHere" -}}
{{- with index (.Values.config.adapters | default dict) "imagerepo-mirror" -}}
{{- $clusters := include "laytime.clusters" $ | fromJson -}}
{{- if or .source (and $clusters.names (not .kubeconfig)) -}}
{{- if has (.source | default (first $clusters.names)) $clusters.here -}}true{{- end -}}
{{- else if not .kubeconfig -}}true{{- end -}}
{{- end -}}
{{- end -}}

{{/* Not empty where Jobs build in the own cluster. */}}
{{- define "laytime.buildersAreHere" -}}
{{- with .Values.config.builders -}}
{{- if .namespace -}}
{{- $clusters := include "laytime.ownKindsClusters" $ | fromJson -}}
{{- if $clusters.names -}}
{{- if has (.source | default (first $clusters.names)) $clusters.here -}}true{{- end -}}
{{- else -}}
{{- /* Where image-operator's objects are. */ -}}
{{- include "laytime.imageOperatorIsHere" $ -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Not empty where the worker asks the own cluster for anything. */}}
{{- define "laytime.asksTheCluster" -}}
{{- if or (include "laytime.inCluster" . | fromJson).sources (include "laytime.imageOperatorIsHere" .) (include "laytime.imagerepoMirrorIsHere" .) -}}true{{- end -}}
{{- end -}}

{{/* The clusters that may have Laytime's own objects, as {"names": […]}; the own one alone with "here". */}}
{{- define "laytime.ownKindsClusters" -}}
{{- $clusters := include "laytime.clusters" . | fromJson -}}
{{- if and (not $clusters.names) (.Values.config.adapters | default dict).qebbeq -}}
{{- /* The worker makes one by itself. */ -}}
{{- dict "names" (list "cluster") "here" (ternary (list "cluster") list (not (empty (include "laytime.qebbeqIsHere" .)))) | toJson -}}
{{- else -}}
{{- $clusters | toJson -}}
{{- end -}}
{{- end -}}

{{/* Not empty where Laytime's own objects are in the own cluster. */}}
{{- define "laytime.ownKindsAreHere" -}}
{{- $objects := index .Values.config "custom-resources" | default dict -}}
{{- $clusters := include "laytime.ownKindsClusters" . | fromJson -}}
{{- if $clusters.names -}}
{{- if has ($objects.source | default (first $clusters.names)) $clusters.here -}}true{{- end -}}
{{- end -}}
{{- end -}}

{{/* Kinds that the chart can define: their file, and whether they are in use. Others are a line here and switches in values.yaml. */}}
{{- define "laytime.definitions" -}}
qebbeq: {file: files/crds/qebbeq.yaml, used: {{ not (empty (.Values.config.adapters | default dict).qebbeq) }}}
imageOperator: {file: files/crds/image-operator.yaml, used: {{ not (empty (index (.Values.config.adapters | default dict) "image-operator")) }}}
laytime: {file: files/crds/laytime.yaml, used: {{ (index .Values.config "custom-resources" | default dict).enabled | default false }}}
{{- end -}}

{{/* laytime.yaml: what the values say, where the disk is, and which image Jobs run. */}}
{{- define "laytime.config" -}}
{{- $config := deepCopy .Values.config -}}
{{- if .Values.state.persistence -}}
{{- $config = mergeOverwrite $config (dict "state" "/var/lib/laytime") -}}
{{- end -}}
{{- with index ($config.adapters | default dict) "image-operator" -}}
{{- if eq (.isolation | default "none") "job" -}}
{{- $jobs := .jobs | default dict -}}
{{- if not $jobs.image -}}
{{- /* The worker's own comes from where the worker's own comes from. */ -}}
{{- $_ := set $jobs "image" (include "laytime.image" (dict "image" $.Values.image "version" $.Chart.AppVersion)) -}}
{{- if and $.Values.imagePullSecrets (not (index $jobs "pull-secrets")) (eq ($jobs.namespace | default $.Release.Namespace) $.Release.Namespace) -}}
{{- $names := list -}}
{{- range $.Values.imagePullSecrets -}}
{{- $names = append $names .name -}}
{{- end -}}
{{- $_ := set $jobs "pull-secrets" $names -}}
{{- end -}}
{{- end -}}
{{- $_ := set . "jobs" $jobs -}}
{{- end -}}
{{- end -}}
{{- with $config.builders -}}
{{- if and .namespace (not .image) -}}
{{- $_ := set . "image" (include "laytime.image" (dict "image" $.Values.image "version" $.Chart.AppVersion)) -}}
{{- if and $.Values.imagePullSecrets (not (index . "pull-secrets")) (eq .namespace $.Release.Namespace) -}}
{{- $names := list -}}
{{- range $.Values.imagePullSecrets -}}
{{- $names = append $names .name -}}
{{- end -}}
{{- $_ := set . "pull-secrets" $names -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}

{{/* Refuses what the worker would refuse, or worse, would not. */}}
{{- define "laytime.check" -}}
{{- $ledger := .Values.config.ledger | default dict -}}
{{- $qebbeq := (.Values.config.adapters | default dict).qebbeq -}}
{{- $imageOperator := index (.Values.config.adapters | default dict) "image-operator" -}}
{{- $imagerepoMirror := index (.Values.config.adapters | default dict) "imagerepo-mirror" -}}
{{- $manages := or .Values.config.stages .Values.config.sources .Values.config.mirrors $qebbeq $imageOperator $imagerepoMirror -}}
{{- if and $manages (not $ledger.url) (not .Values.state.persistence) -}}
{{- fail "config has stages, sources, mirrors or adapters, and nothing remembers them: set config.ledger.url to a PostgreSQL database, or state.persistence for a single worker" -}}
{{- end -}}
{{- if and (gt (int .Values.replicas) 1) (not $ledger.url) $manages -}}
{{- fail "more than one replica needs config.ledger.url: each worker's own disk is its own" -}}
{{- end -}}
{{- if and (gt (int .Values.replicas) 1) .Values.state.persistence -}}
{{- fail "state.persistence is for a single worker: a disk has one at a time" -}}
{{- end -}}
{{- range $adapter, $settings := dict "qebbeq" $qebbeq "image-operator" $imageOperator "imagerepo-mirror" $imagerepoMirror -}}
{{- with $settings -}}
{{- $clusters := (include "laytime.clusters" $ | fromJson).names -}}
{{- if and .source (not (has .source $clusters)) -}}
{{- fail (printf "config.adapters.%s.source: no source '%s' of config.sources is a cluster" $adapter .source) -}}
{{- end -}}
{{- if and (not .source) (gt (len $clusters) 1) (not (and (eq $adapter "imagerepo-mirror") .kubeconfig)) -}}
{{- fail (printf "config.adapters.%s.source: the objects are in one of %s: say which" $adapter (join ", " $clusters)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $builders := .Values.config.builders | default dict -}}
{{- if $builders.namespace -}}
{{- $clusters := (include "laytime.ownKindsClusters" . | fromJson).names -}}
{{- if and (not $clusters) (or $builders.source (not (index ($imageOperator | default dict) "builders"))) -}}
{{- fail "config.builders: they run in a cluster, and none of config.sources is one" -}}
{{- end -}}
{{- if and $clusters $builders.source (not (has $builders.source $clusters)) -}}
{{- fail (printf "config.builders.source: no source '%s' of config.sources is a cluster" $builders.source) -}}
{{- end -}}
{{- if and (not $builders.source) (gt (len $clusters) 1) -}}
{{- fail (printf "config.builders.source: they run in one of %s: say which" (join ", " $clusters)) -}}
{{- end -}}
{{- end -}}
{{- $objects := index .Values.config "custom-resources" | default dict -}}
{{- if $objects.enabled -}}
{{- $clusters := (include "laytime.ownKindsClusters" . | fromJson).names -}}
{{- if not $clusters -}}
{{- fail "config.custom-resources: the objects are in a cluster, and none of config.sources is one" -}}
{{- end -}}
{{- if and $objects.source (not (has $objects.source $clusters)) -}}
{{- fail (printf "config.custom-resources.source: no source '%s' of config.sources is a cluster" $objects.source) -}}
{{- end -}}
{{- if and (not $objects.source) (gt (len $clusters) 1) -}}
{{- fail (printf "config.custom-resources.source: the objects are in one of %s: say which" (join ", " $clusters)) -}}
{{- end -}}
{{- if and (not $objects.namespace) (not (include "laytime.ownKindsAreHere" .)) -}}
{{- fail "config.custom-resources.namespace: expected the platform team's namespace, as the objects are in another cluster than the worker" -}}
{{- end -}}
{{- end -}}
{{- if and .Values.rbac.create (include "laytime.asksTheCluster" .) (eq (include "laytime.serviceAccountName" .) "default") -}}
{{- fail "the rights to read the cluster would be those of every Pod that names no service account: set serviceAccount.create, or serviceAccount.name to another than default" -}}
{{- end -}}
{{- end -}}
